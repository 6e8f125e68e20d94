<?php

@@NAMESPACE@@/**
 * Zendesk access tokens by OAuth client credentials, for wp_remote_request().
 */
final class Zendesk_OAuth
{
    const SCOPE = "@@SCOPE@@";
    const LIFETIME = 1800;
    const TIMEOUT = 30;

    /**
     * Like wp_remote_get(), with an access token.
     */
    public static function get($url, $args = array())
    {
        return self::request($url, array("method" => "GET") + $args);
    }

    /**
     * Like wp_remote_post(), with an access token.
     */
    public static function post($url, $args = array())
    {
        return self::request($url, array("method" => "POST") + $args);
    }

    /**
     * Like wp_remote_request(), with an access token; once more with a new one when Zendesk rejects it.
     */
    public static function request($url, $args = array())
    {
        if (wp_parse_url($url, PHP_URL_HOST) !== wp_parse_url(self::base_url(), PHP_URL_HOST)) {
            return wp_remote_request($url, $args);
        }
        $token = self::token();
        if (is_wp_error($token)) {
            return $token;
        }
        $response = wp_remote_request($url, self::authorized($args, $token));
        if (!self::is_rejected($response)) {
            return $response;
        }
        if (get_transient(self::key()) === $token) {
            delete_transient(self::key());
        }
        $token = self::token();

        return is_wp_error($token) ? $token : wp_remote_request($url, self::authorized($args, $token));
    }

    private static function base_url()
    {
        @@URL@@
    }

    private static function setting($name, $default = "")
    {
        $value = defined($name) ? constant($name) : getenv($name);

        return $value ? $value : $default;
    }

    private static function key()
    {
        $parts = array(self::base_url(), @@ID@@, @@SECRET@@, self::SCOPE);

        return "zendesk_oauth_" . md5(implode("|", $parts));
    }

    private static function authorized($args, $token)
    {
        $headers = isset($args["headers"]) && is_array($args["headers"]) ? $args["headers"] : array();
        $args["headers"] = array_merge($headers, array("Authorization" => "Bearer " . $token));

        return $args;
    }

    private static function is_rejected($response)
    {
        if (wp_remote_retrieve_response_code($response) !== 401) {
            return false;
        }
        $answer = json_decode(wp_remote_retrieve_body($response), true);

        return isset($answer["error"]) && $answer["error"] === "invalid_token";
    }

    private static function token()
    {
        foreach (array("@@CLIENT_ID@@", "@@CLIENT_SECRET@@") as $name) {
            if (self::setting($name) === "") {
                return new \WP_Error("zendesk_oauth", $name . " is not set");
            }
        }
        $token = get_transient(self::key());
        if ($token) {
            return $token;
        }
        $response = wp_remote_post(self::base_url() . "/oauth/tokens", array(
            "timeout" => self::TIMEOUT,
            "headers" => array("Content-Type" => "application/json"),
            "body" => wp_json_encode(array(
                "grant_type" => "client_credentials",
                "client_id" => @@ID@@,
                "client_secret" => @@SECRET@@,
                "scope" => self::SCOPE,
                "expires_in" => self::LIFETIME,
            )),
        ));
        if (is_wp_error($response)) {
            return $response;
        }
        $status = wp_remote_retrieve_response_code($response);
        $grant = json_decode(wp_remote_retrieve_body($response), true);
        if ($status < 200 || $status >= 300 || !isset($grant["access_token"])) {
            $error = isset($grant["error"]) && is_string($grant["error"]) ? $grant["error"] : "";

            return new \WP_Error("zendesk_oauth", "Zendesk gave no access token: " . $status . " " . $error);
        }
        $granted = isset($grant["scope"]) ? $grant["scope"] : self::SCOPE;
        $missing = array_diff(explode(" ", self::SCOPE), explode(" ", $granted));
        if ($missing) {
            $problem = "the Zendesk OAuth client does not allow: " . implode(" ", $missing);

            return new \WP_Error("zendesk_oauth", $problem);
        }
        $life = isset($grant["expires_in"]) ? (int) $grant["expires_in"] : self::LIFETIME;
        set_transient(self::key(), $grant["access_token"], (int) ($life - ($life > 300 ? 60 : $life * 0.2)));

        return $grant["access_token"];
    }
}
