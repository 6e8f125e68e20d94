# @@if frozen@@
# frozen_string_literal: true

# @@end@@
require "json"
require "net/http"
require "uri"
require "zendesk_api"

# Zendesk access tokens by OAuth client credentials, for zendesk_api.
module ZendeskApiOauth
  SCOPE = "@@SCOPE@@"
  LIFETIME = 1800
  TIMEOUT = 30

  class Error < StandardError; end

  # Like ZendeskAPI::Client, with an access token that is renewed.
  class Client < ZendeskAPI::Client
    protected

    def build_connection
      super.tap { |connection| connection.builder.insert(0, Authorization, Tokens.of(config.url)) }
    end
  end

  # Faraday middleware that gives each request an access token.
  class Authorization < Faraday::Middleware
    def initialize(app, tokens)
      super(app)
      @tokens = tokens
    end

    def call(env)
      return @app.call(env) unless @tokens.own?(env[:url].host)

      # An attempt leaves its answer where the request was.
      attempts = [env, env.dup]
      used = @tokens.token
      begin
        response = attempt(attempts.shift, used)
        return response unless rejected?(response.env)
      rescue Faraday::ClientError => e
        raise unless rejected?(e.response)
      end
      @tokens.forget(used)
      attempt(attempts.shift, @tokens.token)
    end

    private

    def attempt(env, token)
      env[:request_headers]["Authorization"] = "Bearer #{token}"
      @app.call(env)
    end

    def rejected?(response)
      response && response[:status] == 401 && Tokens.error_in(response[:body]) == "invalid_token"
    end
  end

  # The access token of one Zendesk account.
  class Tokens
    @lock = Mutex.new
    @accounts = {}

    def self.of(url)
      url = URI.join(url, "/").to_s
      @lock.synchronize { @accounts[url] ||= new(url) }
    end

    def self.error_in(body)
      body = JSON.parse(body.to_s) unless body.is_a?(Hash)
      body["error"] if body.is_a?(Hash)
    rescue JSON::ParserError
      nil
    end

    def initialize(url)
      @url = url
      @lock = Mutex.new
      @renew_at = 0
    end

    # The current token; one thread fetches it, the others wait for it.
    def token
      @lock.synchronize do
        fetch if @token.nil? || now >= @renew_at
        @token
      end
    end

    # Drops a token that was rejected, unless it was replaced already.
    def forget(token)
      @lock.synchronize { @token = nil if @token == token }
    end

    # Tokens go to the Zendesk account, not to other hosts.
    def own?(host)
      URI(@url).host.casecmp?(host.to_s)
    end

    private

    def client_id
      @@ID@@
    end

    def client_secret
      @@SECRET@@
    end

    def setting(name)
      value = ENV.fetch(name, "")
      raise Error, "#{name} is not set" if value.empty?

      value
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    def fetch
      response = send_grant(
        URI.join(@url, "oauth/tokens"),
        grant_type: "client_credentials",
        client_id: client_id,
        client_secret: client_secret,
        scope: SCOPE,
        expires_in: LIFETIME
      )
      unless response.is_a?(Net::HTTPSuccess)
        raise Error, "Zendesk gave no access token: #{response.code} #{Tokens.error_in(response.body)}"
      end

      grant = JSON.parse(response.body)
      missing = SCOPE.split - (grant["scope"] || SCOPE).split
      raise Error, "the Zendesk OAuth client does not allow: #{missing.join(' ')}" if missing.any?

      life = grant["expires_in"] || LIFETIME
      @token = grant.fetch("access_token")
      @renew_at = now + life - (life > 300 ? 60 : life * 0.2)
    end

    def send_grant(uri, grant)
      options = { use_ssl: uri.scheme == "https", open_timeout: TIMEOUT, read_timeout: TIMEOUT }
      Net::HTTP.start(uri.host, uri.port, options) do |http|
        http.post(uri.path, JSON.generate(grant), "Content-Type" => "application/json")
      end
    end
  end
end
