<?php

@@NAMESPACE@@/**
 * Zendesk access tokens by OAuth client credentials, for curl.
 */
final class ZendeskOAuth
{
    const SCOPE = "@@SCOPE@@";
    const LIFETIME = 1800;
    const TIMEOUT = 30;

    private static $token = "";
    private static $renewAt = 0;

    /**
     * Like curl_exec(), with an access token; once more with a new one when Zendesk rejects it.
     */
    public static function exec($curl)
    {
        if (!self::isOwn(curl_getinfo($curl, CURLINFO_EFFECTIVE_URL))) {
            return curl_exec($curl);
        }
        // @@if dual@@
        $fallback = self::fallback();
        if ($fallback !== null) {
            curl_setopt($curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
            curl_setopt($curl, CURLOPT_USERPWD, $fallback);

            return curl_exec($curl);
        }
        // @@end@@
        $token = self::token();
        self::authorize($curl, $token);
        $response = curl_exec($curl);
        if (!self::isRejected($curl, $response)) {
            return $response;
        }
        self::forget($token);
        self::authorize($curl, self::token());

        return curl_exec($curl);
    }

    /**
     * The current access token.
     */
    public static function token()
    {
        if (self::$token === "" || microtime(true) >= self::$renewAt) {
            self::fetch();
        }

        return self::$token;
    }

    /**
     * Drops a token that was rejected, unless it was replaced already.
     */
    public static function forget($token)
    {
        if (self::$token === $token) {
            self::$token = "";
        }
    }

    private static function baseUrl()
    {
        @@URL@@
    }

    private static function clientId()
    {
        return @@ID@@;
    }

    private static function clientSecret()
    {
        return @@SECRET@@;
    }

    private static function setting($name, $default = "")
    {
        $value = getenv($name);
        if ($value === false || $value === "") {
            $value = isset($_ENV[$name]) && $_ENV[$name] !== "" ? $_ENV[$name] : $default;
        }
        if ($value === "") {
            throw new \RuntimeException($name . " is not set");
        }

        return $value;
    }

    // @@if dual@@
    /**
     * User and password for the API token, while nothing of the OAuth client is set.
     */
    private static function fallback()
    {
        static $warned = false;
        $values = array();
        $names = array("@@CLIENT_ID@@", "@@CLIENT_SECRET@@", "@@USER@@", "@@TOKEN@@");
        foreach ($names as $name) {
            $values[] = (string) getenv($name) ?: (isset($_ENV[$name]) ? $_ENV[$name] : "");
        }
        list($id, $secret, $user, $token) = $values;
        if ($id !== "" || $secret !== "" || $user === "" || $token === "") {
            return null;
        }
        if (!$warned) {
            $warned = true;
            $wanted = $names[0] . " and " . $names[1];
            error_log("Zendesk API tokens stop working on 2027-04-30: set " . $wanted);
        }

        return preg_replace("~/token$~", "", $user) . "/token:" . $token;
    }

    // @@end@@
    /**
     * Tokens go to the Zendesk account, not to other hosts.
     */
    private static function isOwn($url)
    {
        $host = parse_url(strpos($url, "://") === false ? "https://" . $url : $url, PHP_URL_HOST);

        return strcasecmp((string) $host, (string) parse_url(self::baseUrl(), PHP_URL_HOST)) === 0;
    }

    private static function authorize($curl, $token)
    {
        curl_setopt($curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
        curl_setopt($curl, CURLOPT_XOAUTH2_BEARER, $token);
    }

    private static function isRejected($curl, $response)
    {
        return is_string($response)
            && curl_getinfo($curl, CURLINFO_HTTP_CODE) === 401
            && strpos($response, "invalid_token") !== false;
    }

    private static function fetch()
    {
        $curl = curl_init(self::baseUrl() . "/oauth/tokens");
        curl_setopt_array($curl, array(
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => self::TIMEOUT,
            CURLOPT_HTTPHEADER => array("Content-Type: application/json"),
            CURLOPT_POSTFIELDS => json_encode(array(
                "grant_type" => "client_credentials",
                "client_id" => self::clientId(),
                "client_secret" => self::clientSecret(),
                "scope" => self::SCOPE,
                "expires_in" => self::LIFETIME,
            )),
        ));
        $response = curl_exec($curl);
        $status = curl_getinfo($curl, CURLINFO_HTTP_CODE);
        $problem = curl_error($curl);
        $grant = json_decode((string) $response, true);
        if ($status < 200 || $status >= 300 || !isset($grant["access_token"])) {
            $error = isset($grant["error"]) && is_string($grant["error"]) ? $grant["error"] : $problem;
            throw new \RuntimeException("Zendesk gave no access token: " . $status . " " . $error);
        }
        $granted = isset($grant["scope"]) ? $grant["scope"] : self::SCOPE;
        $missing = array_diff(explode(" ", self::SCOPE), explode(" ", $granted));
        if ($missing) {
            throw new \RuntimeException("the Zendesk OAuth client does not allow: " . implode(" ", $missing));
        }
        $life = isset($grant["expires_in"]) ? (int) $grant["expires_in"] : self::LIFETIME;
        self::$token = $grant["access_token"];
        self::$renewAt = microtime(true) + $life - ($life > 300 ? 60 : $life * 0.2);
    }
}
