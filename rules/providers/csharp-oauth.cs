using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
@@if json@@
using System.Text.Json;
@@end@@
@@if !json@@
using System.Text.RegularExpressions;
@@end@@
using System.Threading;
using System.Threading.Tasks;
@@if configuration@@
using Microsoft.Extensions.Configuration;
@@end@@

@@if file-scoped@@
namespace @@NAMESPACE@@;

@@end@@
@@if block@@
namespace @@NAMESPACE@@
{
@@end@@
@@indent block@@
/// <summary>
/// Adds an access token to what is sent to Zendesk, and sends a request once more with a new one when Zendesk rejects the
/// token. Requests to other hosts are sent as they are.
/// </summary>
internal sealed class ZendeskOAuthHandler : DelegatingHandler
{
@@if configuration@@
    private readonly IConfiguration _configuration;

    public ZendeskOAuthHandler(IConfiguration configuration)
    {
        _configuration = configuration;
    }

    public ZendeskOAuthHandler(IConfiguration configuration, HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
        _configuration = configuration;
    }
@@end@@
@@if !configuration@@
    public ZendeskOAuthHandler()
    {
    }

    public ZendeskOAuthHandler(HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
    }
@@end@@

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var uri = request.RequestUri;
        if (!ZendeskOAuth.IsAccount(uri))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (request.Content != null)
        {
            // So that it can be sent twice.
            await request.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        }

        var token = await ZendeskOAuth.TokenAsync(@@ARGUMENT@@cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized
            || request.RequestUri != uri
            || !ZendeskOAuth.IsRejection(await response.Content.ReadAsStringAsync().ConfigureAwait(false)))
        {
            return response;
        }

        response.Dispose();
        ZendeskOAuth.Forget(token);
        token = await ZendeskOAuth.TokenAsync(@@ARGUMENT@@cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Zendesk access tokens by OAuth client credentials.</summary>
internal static class ZendeskOAuth
{
@@if unset@@
    /// <summary>Stands where a client wants a token; the handler replaces it.</summary>
    internal const string Unset = "unset";

@@end@@
    private const string Scope = "@@SCOPE@@";
    private const int Lifetime = 1800;

    private static readonly HttpClient Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    private static readonly SemaphoreSlim Gate = new SemaphoreSlim(1, 1);
    private static readonly Stopwatch Clock = Stopwatch.StartNew();
    private static string@@N@@ cached;
    private static TimeSpan renewAt;

    /// <summary>The current access token; one caller fetches it, the others wait. Ask for it for each request.</summary>
    internal static async Task<string> TokenAsync(@@PARAMETER@@CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var token = cached;
            if (token == null || Clock.Elapsed >= renewAt)
            {
                token = await FetchAsync(@@STATIC_ARGUMENT@@cancellationToken).ConfigureAwait(false);
                cached = token;
            }

            return token;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Like <see cref="TokenAsync"/>, for code that is not asynchronous.</summary>
    internal static string Token(@@ONLY_PARAMETER@@)
    {
        return Task.Run(() => TokenAsync(@@ONLY_ARGUMENT@@)).GetAwaiter().GetResult();
    }

    /// <summary>Drops a token that was rejected, unless it was replaced already.</summary>
    internal static void Forget(string token)
    {
        Interlocked.CompareExchange(ref cached, null, token);
    }

    internal static bool IsRejection(string body)
    {
        return Text(body, "error") == "invalid_token";
    }

    internal static bool IsAccount(Uri@@N@@ uri)
    {
        return uri != null
            && Uri.Compare(
                uri,
                new Uri(BaseUrl()),
                UriComponents.SchemeAndServer,
                UriFormat.UriEscaped,
                StringComparison.OrdinalIgnoreCase) == 0;
    }

    /// <summary>The account's address without a path.</summary>
    internal static string BaseUrl()
    {
        @@URL@@
    }

    private static async Task<string> FetchAsync(@@PARAMETER@@CancellationToken cancellationToken)
    {
        var grant = "{\"grant_type\":\"client_credentials\""
            + ",\"client_id\":" + Quoted(@@CLIENT_ID_VALUE@@)
            + ",\"client_secret\":" + Quoted(@@CLIENT_SECRET_VALUE@@)
            + ",\"scope\":" + Quoted(Scope)
            + ",\"expires_in\":" + Lifetime + "}";
        using (var content = new StringContent(grant, Encoding.UTF8, "application/json"))
        using (var response = await Client.PostAsync(BaseUrl() + "/oauth/tokens", content, cancellationToken).ConfigureAwait(false))
        {
            var answer = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            var token = response.IsSuccessStatusCode ? Text(answer, "access_token") : null;
            if (token == null)
            {
                var error = (int)response.StatusCode + " " + Text(answer, "error");
                throw new HttpRequestException("Zendesk gave no access token: " + error.Trim());
            }

            var granted = (Text(answer, "scope") ?? Scope).Split(' ');
            var missing = Scope.Split(' ').Except(granted).ToArray();
            if (missing.Length > 0)
            {
                throw new InvalidOperationException("The Zendesk OAuth client does not allow: " + string.Join(" ", missing));
            }

            double life = Seconds(answer, "expires_in") ?? Lifetime;
            renewAt = Clock.Elapsed + TimeSpan.FromSeconds(life > 300 ? life - 60 : life * 0.8);
            return token;
        }
    }

@@if setting@@
    private static string Setting(string name)
    {
        return Required(Environment.GetEnvironmentVariable(name), name);
    }

@@end@@
    private static string Required(string@@N@@ value, string name)
    {
        if (value == null || value.Trim().Length == 0)
        {
            throw new InvalidOperationException(name + " is not set");
        }

        return value.Trim();
    }

@@if json@@
    private static string Quoted(string value)
    {
        return "\"" + JsonEncodedText.Encode(value) + "\"";
    }

    private static string@@N@@ Text(string json, string name)
    {
        var value = Property(json, name);
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static int? Seconds(string json, string name)
    {
        var value = Property(json, name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var seconds) ? seconds : (int?)null;
    }

    private static JsonElement Property(string json, string name)
    {
        try
        {
            using (var document = JsonDocument.Parse(json))
            {
                var root = document.RootElement;
                return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value)
                    ? value.Clone()
                    : default;
            }
        }
        catch (JsonException)
        {
            return default;
        }
    }
@@end@@
@@if !json@@
    private static string Quoted(string value)
    {
        return "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
    }

    private static string@@N@@ Text(string json, string name)
    {
        var match = Regex.Match(json, "\"" + name + "\"\\s*:\\s*\"([^\"\\\\]*)\"");
        return match.Success ? match.Groups[1].Value : null;
    }

    private static int? Seconds(string json, string name)
    {
        var match = Regex.Match(json, "\"" + name + "\"\\s*:\\s*([0-9]{1,9})");
        return match.Success ? int.Parse(match.Groups[1].Value) : (int?)null;
    }
@@end@@
}
@@end@@
@@if block@@
}
@@end@@
