# @@if frozen@@
# frozen_string_literal: true

# @@end@@
require "json"
require "net/http"
require "uri"
# @@if faraday@@
require "faraday"
# @@end@@
# @@if rest_client@@
require "rest-client"
# @@end@@
# @@if httparty@@
require "httparty"
# @@end@@
# @@if typhoeus@@
require "typhoeus"
# @@end@@

# Zendesk access tokens by OAuth client credentials.
module ZendeskOauth
  SCOPE = "@@SCOPE@@"
  LIFETIME = 1800
  TIMEOUT = 30

  class Error < StandardError; end

  @lock = Mutex.new
  @token = nil
  @renew_at = 0

  class << self
    # The current access token; one thread fetches it, the others wait for it.
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

    # Yields a token for a request, and a new one if Zendesk rejects the first.
    def with_token
      # @@if dual@@
      return yield nil if fallback

      # @@end@@
      used = token
      # @@if raises@@
      begin
        response = yield used
        return response unless rejected?(response)
      rescue StandardError => e
        raise unless e.respond_to?(:response) && rejected?(e.response)
      end
      # @@end@@
      # @@if !raises@@
      response = yield used
      return response unless rejected?(response)

      # @@end@@
      forget(used)
      yield token
    end

    # @@if dual@@
    # What the Authorization header says; the API token takes the place of an access token that is not there.
    def authorization(token)
      token ? "Bearer #{token}" : fallback
    end

    # @@end@@
    # Tokens go to the Zendesk account, not to other hosts.
    def own?(host)
      URI(base_url).host.casecmp?(host.to_s)
    end

    # @@if httparty@@
    # The host that a path of HTTParty goes to.
    def host_of(path, base)
      base = base.call if base.respond_to?(:call)
      URI(path.to_s).host || (base && URI(HTTParty.normalize_base_uri(base)).host)
    end

    # @@end@@
    # @@if net_http@@
    # Sends a request over a Net::HTTP connection with an access token.
    def request(http, request, body = nil)
      return http.request(request, body) unless own?(http.address)

      with_token do |token|
        # @@if dual@@
        request["Authorization"] = authorization(token)
        # @@end@@
        # @@if !dual@@
        request["Authorization"] = "Bearer #{token}"
        # @@end@@
        request.body_stream.rewind if request.body_stream.respond_to?(:rewind)
        http.request(request, body)
      end
    end

    # @@end@@
    # @@if rest_client@@
    # Like RestClient::Request.execute, with an access token.
    def execute(args, &block)
      return RestClient::Request.execute(args, &block) unless own?(URI(args.fetch(:url)).host)

      with_token do |token|
        # @@if dual@@
        headers = (args[:headers] || {}).merge(authorization: authorization(token))
        # @@end@@
        # @@if !dual@@
        headers = (args[:headers] || {}).merge(authorization: "Bearer #{token}")
        # @@end@@
        args[:payload].rewind if args[:payload].respond_to?(:rewind)
        RestClient::Request.execute(args.merge(headers: headers), &block)
      end
    end

    # Like RestClient.get and so on, with an access token.
    %i[get head delete options].each do |verb|
      define_method(verb) do |url, headers = {}, &block|
        execute({ method: verb, url: url, headers: headers }, &block)
      end
    end

    %i[post put patch].each do |verb|
      define_method(verb) do |url, payload, headers = {}, &block|
        execute({ method: verb, url: url, payload: payload, headers: headers }, &block)
      end
    end

    # @@end@@
    # @@if typhoeus@@
    # Like Typhoeus.get and so on, with an access token.
    %i[get head delete options post put patch].each do |verb|
      define_method(verb) do |url, options = {}|
        Request.new(url, options.merge(method: verb)).run
      end
    end

    # The host of an address, as curl reads it.
    def host_of(url)
      url.to_s[%r{\A(?:\w+://)?(?:[^/?#@]*@)?([^/:?#]+)}, 1]
    end

    # @@end@@
    private

    def base_url
      @@URL@@
    end

    def client_id
      @@ID@@
    end

    def client_secret
      @@SECRET@@
    end

    def setting(name, default = nil)
      value = ENV.fetch(name, default).to_s
      raise Error, "#{name} is not set" if value.empty?

      value
    end

    # @@if dual@@
    # Basic authorization with the API token, while nothing of the OAuth client is set.
    def fallback
      names = %w[@@CLIENT_ID@@ @@CLIENT_SECRET@@ @@USER@@ @@TOKEN@@]
      id, secret, user, token = ENV.values_at(*names).map(&:to_s)
      return unless id.empty? && secret.empty?
      return if user.empty? || token.empty?

      unless @warned
        @warned = true
        warn "Zendesk API tokens stop working on 2027-04-30: set #{names.first(2).join(' and ')}"
      end
      pair = "#{user.chomp('/token')}/token:#{token}"
      "Basic #{[pair].pack('m0')}"
    end

    # @@end@@
    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    def fetch
      response = send_grant(
        URI("#{base_url}/oauth/tokens"),
        grant_type: "client_credentials",
        client_id: client_id,
        client_secret: client_secret,
        scope: SCOPE,
        expires_in: LIFETIME
      )
      unless response.is_a?(Net::HTTPSuccess)
        raise Error, "Zendesk gave no access token: #{response.code} #{error_in(response.body)}"
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

    def rejected?(response)
      # @@if faraday@@
      response = response.env if response.respond_to?(:env)
      response && response[:status] == 401 && error_in(response[:body]) == "invalid_token"
      # @@end@@
      # @@if !faraday@@
      response.respond_to?(:code) && response.code.to_i == 401 && error_in(response.body) == "invalid_token"
      # @@end@@
    end

    def error_in(body)
      body = JSON.parse(body.to_s) unless body.is_a?(Hash)
      body["error"] || body[:error] if body.is_a?(Hash)
    rescue JSON::ParserError
      nil
    end
  end
  # @@if rest_client@@

  # Like RestClient::Resource, with an access token per request.
  class Resource < RestClient::Resource
    %i[get head delete].each do |verb|
      define_method(verb) do |headers = {}, &block|
        send_with_token(verb, headers, &block)
      end
    end

    %i[post put patch].each do |verb|
      define_method(verb) do |payload, headers = {}, &block|
        send_with_token(verb, headers, payload: payload, &block)
      end
    end

    private

    def send_with_token(verb, headers, body = {}, &block)
      headers = (options[:headers] || {}).merge(headers)
      args = options.merge(body, method: verb, url: url, headers: headers, log: log)
      ZendeskOauth.execute(args, &(block || @block))
    end
  end
  # @@end@@
  # @@if httparty@@

  # Gives the requests of a class that includes HTTParty an access token.
  module Authorized
    %i[get post put patch delete head].each do |verb|
      define_method(verb) do |path, options = {}, &block|
        host = ZendeskOauth.host_of(path, options[:base_uri] || base_uri)
        next super(path, options, &block) if host && !ZendeskOauth.own?(host)

        ZendeskOauth.with_token do |token|
          # @@if dual@@
          headers = (options[:headers] || {}).merge("Authorization" => ZendeskOauth.authorization(token))
          # @@end@@
          # @@if !dual@@
          headers = (options[:headers] || {}).merge("Authorization" => "Bearer #{token}")
          # @@end@@
          super(path, options.merge(headers: headers), &block)
        end
      end
    end
  end

  # Like HTTParty, with an access token per request.
  class Http
    include HTTParty
    extend Authorized
  end
  # @@end@@
  # @@if typhoeus@@

  # Like Typhoeus::Request, with an access token for each run.
  class Request < Typhoeus::Request
    def run
      return super unless ZendeskOauth.own?(ZendeskOauth.host_of(base_url))

      ZendeskOauth.with_token do |token|
        # @@if dual@@
        options[:headers]["Authorization"] = ZendeskOauth.authorization(token)
        # @@end@@
        # @@if !dual@@
        options[:headers]["Authorization"] = "Bearer #{token}"
        # @@end@@
        super()
      end
    end
  end
  # @@end@@
  # @@if faraday@@

  # Faraday middleware that gives each request an access token.
  class Authorization < Faraday::Middleware
    def call(env)
      return @app.call(env) unless ZendeskOauth.own?(env[:url].host)

      # An attempt leaves its answer where the request was.
      attempts = [env, env.dup]
      ZendeskOauth.with_token do |token|
        request = attempts.shift
        # @@if dual@@
        request[:request_headers]["Authorization"] = ZendeskOauth.authorization(token)
        # @@end@@
        # @@if !dual@@
        request[:request_headers]["Authorization"] = "Bearer #{token}"
        # @@end@@
        request[:body].rewind if request[:body].respond_to?(:rewind)
        @app.call(request)
      end
    end
  end
  # @@end@@
end
