# Zendesk access tokens by OAuth client credentials.

$script:ZendeskScope = "@@SCOPE@@"
$script:ZendeskLifetime = 1800
$script:ZendeskToken = $null
$script:ZendeskRenewAt = [DateTime]::MinValue

function Invoke-Zendesk@@OWN@@RestMethod {
    <#
    .SYNOPSIS
        Invoke-RestMethod with an access token for requests to Zendesk. A request whose token is rejected is sent once more with a new one.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true, Position = 0)][uri]$Uri,
        [string]$Method,
        [System.Collections.IDictionary]$Headers,
        [object]$Body,
        [string]$ContentType,
        [string]$InFile,
        [string]$OutFile,
        [switch]$PassThru,
        [int]$TimeoutSec,
        [string]$UserAgent,
        [int]$MaximumRedirection,
        [switch]$UseBasicParsing
    )

    try {
        Send-ZendeskRequest -Command "Invoke-RestMethod" -Parameters $PSBoundParameters
    }
    catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
}

function Invoke-Zendesk@@OWN@@WebRequest {
    <#
    .SYNOPSIS
        Invoke-WebRequest with an access token for requests to Zendesk. A request whose token is rejected is sent once more with a new one.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true, Position = 0)][uri]$Uri,
        [string]$Method,
        [System.Collections.IDictionary]$Headers,
        [object]$Body,
        [string]$ContentType,
        [string]$InFile,
        [string]$OutFile,
        [switch]$PassThru,
        [int]$TimeoutSec,
        [string]$UserAgent,
        [int]$MaximumRedirection,
        [switch]$UseBasicParsing
    )

    try {
        Send-ZendeskRequest -Command "Invoke-WebRequest" -Parameters $PSBoundParameters
    }
    catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
}

function Get-ZendeskAccessToken {
    <#
    .SYNOPSIS
        Gives an access token that is valid now; ask for it for each request.
    #>
    if ($script:ZendeskToken -and [DateTime]::UtcNow -lt $script:ZendeskRenewAt) {
        return $script:ZendeskToken
    }

    $grant = @{
        grant_type    = "client_credentials"
        client_id     = Get-ZendeskSetting "@@CLIENT_ID@@"
        client_secret = Get-ZendeskSetting "@@CLIENT_SECRET@@"
        scope         = $script:ZendeskScope
        expires_in    = $script:ZendeskLifetime
    }
    $request = @{
        Uri                = "$(Get-ZendeskBaseUri)/oauth/tokens"
        Method             = "Post"
        ContentType        = "application/json"
        Body               = [Text.Encoding]::UTF8.GetBytes(($grant | ConvertTo-Json))
        TimeoutSec         = 30
        MaximumRedirection = 0
        UseBasicParsing    = $true
        ErrorAction        = "Stop"
    }
    try {
        $answer = Invoke-RestMethod @request
    }
    catch {
        throw "Zendesk gave no access token: $(Get-ZendeskStatus $_) $(Get-ZendeskError $_)".Trim()
    }

    $token = Get-ZendeskProperty $answer "access_token"
    if (-not $token) {
        throw "Zendesk gave no access token"
    }
    $granted = Get-ZendeskProperty $answer "scope"
    if ($granted) {
        $missing = @($script:ZendeskScope.Split(" ") | Where-Object { $granted.Split(" ") -cnotcontains $_ })
        if ($missing.Count -gt 0) {
            throw "The Zendesk OAuth client does not allow: $missing"
        }
    }
    $life = Get-ZendeskProperty $answer "expires_in"
    if (-not $life) {
        $life = $script:ZendeskLifetime
    }
    $early = if ($life -gt 300) { 60 } else { $life / 5 }
    $script:ZendeskRenewAt = [DateTime]::UtcNow.AddSeconds($life - $early)
    $script:ZendeskToken = $token
    $token
}

function Send-ZendeskRequest {
    param([string]$Command, [System.Collections.IDictionary]$Parameters)

    $request = @{}
    foreach ($name in $Parameters.Keys) {
        $request[$name] = $Parameters[$name]
    }
    if (-not (Test-ZendeskAccount $request["Uri"])) {
        return & $Command @request
    }

    $headers = $request["Headers"]
    $token = Get-ZendeskAccessToken
    $request["Headers"] = Join-ZendeskHeader $headers $token
    try {
        return & $Command @request
    }
    catch {
        if ((Get-ZendeskStatus $_) -ne 401 -or (Get-ZendeskError $_) -ne "invalid_token") {
            throw
        }
    }

    if ($script:ZendeskToken -ceq $token) {
        $script:ZendeskToken = $null
    }
    $request["Headers"] = Join-ZendeskHeader $headers (Get-ZendeskAccessToken)
    & $Command @request
}

function Join-ZendeskHeader {
    param([System.Collections.IDictionary]$Headers, [string]$Token)

    $joined = @{ Authorization = "Bearer $Token" }
    if ($Headers) {
        foreach ($name in $Headers.Keys) {
            if ($name -ne "Authorization") {
                $joined[$name] = $Headers[$name]
            }
        }
    }
    $joined
}

function Test-ZendeskAccount {
    param([uri]$Uri)

    $Uri.IsAbsoluteUri -and $Uri.GetLeftPart([UriPartial]::Authority) -eq (Get-ZendeskBaseUri)
}

function Get-ZendeskBaseUri {
    @@URL@@
}

function Get-ZendeskSetting {
    param([string]$Name)

    $value = [Environment]::GetEnvironmentVariable($Name)
    if ([string]::IsNullOrWhiteSpace($value)) {
        throw "$Name is not set"
    }
    $value.Trim()
}

# The status of an answer; Windows PowerShell and PowerShell throw different exceptions for it.
function Get-ZendeskStatus {
    param([System.Management.Automation.ErrorRecord]$ErrorRecord)

    $response = Get-ZendeskProperty $ErrorRecord.Exception "Response"
    if ($response) {
        [int]$response.StatusCode
    }
}

function Get-ZendeskError {
    param([System.Management.Automation.ErrorRecord]$ErrorRecord)

    if ($ErrorRecord.ErrorDetails -and $ErrorRecord.ErrorDetails.Message -match '"error"\s*:\s*"(\w+)"') {
        $Matches[1]
    }
}

function Get-ZendeskProperty {
    param([object]$Object, [string]$Name)

    if ($null -ne $Object) {
        $property = $Object.PSObject.Properties[$Name]
        if ($property) {
            $property.Value
        }
    }
}
