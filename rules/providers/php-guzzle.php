<?php

@@NAMESPACE@@use GuzzleHttp\Client;
use GuzzleHttp\HandlerStack;
// @@if laravel@@
use Illuminate\Support\Facades\Cache;
// @@end@@
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;
// @@if sdk@@
use Zendesk\API\HttpClient;
// @@end@@

/**
 * Zendesk access tokens by OAuth client credentials, for Guzzle.
 */
final class ZendeskOAuth
{
    const SCOPE = "@@SCOPE@@";
    const LIFETIME = 1800;
    const TIMEOUT = 30;

    private static $accounts = array();

    private $baseUrl;
    // @@if !laravel@@
    private $token = "";
    private $renewAt = 0;
    // @@end@@

    private function __construct($baseUrl)
    {
        $this->baseUrl = rtrim($baseUrl, "/");
    }

    // @@if sdk@@
    // @@switch sdk@@
    /**
     * Gives each request of a client an access token.
     */
    public static function authorize(HttpClient $client)
    {
        $client->guzzle->getConfig("handler")->push(self::of($client->getApiUrl())->middleware(), "zendesk_oauth");
    }

    // @@end@@
    // @@if handler@@
    /**
     * A Guzzle handler that gives each request an access token.
     */
    public static function handler()
    {
        static $handler;
        if ($handler === null) {
            $handler = HandlerStack::create();
            $handler->push(self::of(self::baseUrl())->middleware(), "zendesk_oauth");
        }

        return $handler;
    }

    // @@end@@
    // @@if http@@
    /**
     * Middleware for Http::withMiddleware() that gives each request an access token.
     */
    public static function forRequests()
    {
        return self::of(self::baseUrl())->middleware();
    }

    // @@end@@
    // @@if bearer@@
    // @@switch bearer@@
    /**
     * The current access token.
     */
    public static function bearer()
    {
        return self::of(self::baseUrl())->token();
    }

    // @@end@@
    private static function of($baseUrl)
    {
        if (!isset(self::$accounts[$baseUrl])) {
            self::$accounts[$baseUrl] = new self($baseUrl);
        }

        return self::$accounts[$baseUrl];
    }

    // @@if !sdk@@
    private static function baseUrl()
    {
        @@URL@@
    }

    // @@end@@
    private static function clientId()
    {
        return @@ID@@;
    }

    private static function clientSecret()
    {
        return @@SECRET@@;
    }

    // @@if config@@
    // @@switch config@@
    private static function config($key, $default = null)
    {
        $value = config($key) ?: $default;
        if (!$value) {
            throw new \RuntimeException($key . " is not set");
        }

        return $value;
    }

    // @@end@@
    // @@if setting@@
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

    // @@end@@
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
    private function middleware()
    {
        return function (callable $handler) {
            return function (RequestInterface $request, array $options) use ($handler) {
                // Tokens go to the Zendesk account, not to other hosts.
                if ($request->getUri()->getHost() !== parse_url($this->baseUrl, PHP_URL_HOST)) {
                    return $handler($request, $options);
                }
                // @@if dual@@
                $fallback = self::fallback();
                if ($fallback !== null) {
                    return $handler($request->withHeader("Authorization", "Basic " . base64_encode($fallback)), $options);
                }
                // @@end@@
                $token = $this->token();

                return $handler($request->withHeader("Authorization", "Bearer " . $token), $options)->then(
                    function (ResponseInterface $response) use ($handler, $request, $options, $token) {
                        if (!self::isRejected($response)) {
                            return $response;
                        }
                        $this->forget($token);
                        if ($request->getBody()->isSeekable()) {
                            $request->getBody()->rewind();
                        }

                        return $handler($request->withHeader("Authorization", "Bearer " . $this->token()), $options);
                    }
                );
            };
        };
    }

    private static function isRejected(ResponseInterface $response)
    {
        if ($response->getStatusCode() !== 401) {
            return false;
        }
        $body = $response->getBody();
        $answer = json_decode((string) $body, true);
        if ($body->isSeekable()) {
            $body->rewind();
        }

        return isset($answer["error"]) && $answer["error"] === "invalid_token";
    }

    // @@if laravel@@
    private function key()
    {
        $parts = array($this->baseUrl, self::clientId(), self::clientSecret(), self::SCOPE);

        return "zendesk-oauth:" . hash("sha256", implode("|", $parts));
    }

    private function token()
    {
        $key = $this->key();

        return Cache::get($key) ?: Cache::lock($key . ":lock", self::TIMEOUT)->block(self::TIMEOUT, function () use ($key) {
            return Cache::get($key) ?: $this->fetch($key);
        });
    }

    /**
     * Drops a token that was rejected, unless it was replaced already.
     */
    private function forget($token)
    {
        if (Cache::get($this->key()) === $token) {
            Cache::forget($this->key());
        }
    }

    private function fetch($key)
    {
    // @@end@@
    // @@if !laravel@@
    private function token()
    {
        if ($this->token === "" || microtime(true) >= $this->renewAt) {
            $this->fetch();
        }

        return $this->token;
    }

    /**
     * Drops a token that was rejected, unless it was replaced already.
     */
    private function forget($token)
    {
        if ($this->token === $token) {
            $this->token = "";
        }
    }

    private function fetch()
    {
    // @@end@@
        $client = new Client(array("http_errors" => false, "timeout" => self::TIMEOUT));
        $response = $client->post($this->baseUrl . "/oauth/tokens", array("json" => array(
            "grant_type" => "client_credentials",
            "client_id" => self::clientId(),
            "client_secret" => self::clientSecret(),
            "scope" => self::SCOPE,
            "expires_in" => self::LIFETIME,
        )));
        $status = $response->getStatusCode();
        $grant = json_decode((string) $response->getBody(), true);
        if ($status < 200 || $status >= 300 || !isset($grant["access_token"])) {
            $error = isset($grant["error"]) && is_string($grant["error"]) ? $grant["error"] : "";
            throw new \RuntimeException("Zendesk gave no access token: " . $status . " " . $error);
        }
        $granted = isset($grant["scope"]) ? $grant["scope"] : self::SCOPE;
        $missing = array_diff(explode(" ", self::SCOPE), explode(" ", $granted));
        if ($missing) {
            throw new \RuntimeException("the Zendesk OAuth client does not allow: " . implode(" ", $missing));
        }
        $life = isset($grant["expires_in"]) ? (int) $grant["expires_in"] : self::LIFETIME;
        $early = $life > 300 ? 60 : $life * 0.2;
        // @@if laravel@@
        Cache::put($key, $grant["access_token"], (int) ($life - $early));

        return $grant["access_token"];
        // @@end@@
        // @@if !laravel@@
        $this->token = $grant["access_token"];
        $this->renewAt = microtime(true) + $life - $early;
        // @@end@@
    }
}
