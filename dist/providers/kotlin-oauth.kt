@@if package@@
package @@PACKAGE@@

@@end@@
@@if connection@@
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
@@end@@
@@if spring@@
import java.io.ByteArrayInputStream
@@end@@
import java.io.IOException
@@if connection@@
import java.io.InputStream
import java.io.OutputStream
@@end@@
@@if spring@@
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Proxy
@@end@@
import java.net.HttpURLConnection
@@if connection@@
import java.net.ProtocolException
@@end@@
@@if host@@
import java.net.URI
@@end@@
import java.net.URL
@@if http@@
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.ByteBuffer
@@end@@
@@if async@@
import java.util.concurrent.CompletableFuture
@@end@@
@@if http@@
import java.util.concurrent.Flow
@@end@@
import java.util.concurrent.TimeUnit
@@if http@@
import java.util.concurrent.atomic.AtomicBoolean
@@end@@
@@if okhttp@@
import okhttp3.Interceptor
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.Response
@@end@@
@@if spring@@
import org.springframework.http.client.ClientHttpRequestExecution
import org.springframework.http.client.ClientHttpRequestInterceptor
import org.springframework.http.client.ClientHttpResponse
@@end@@
@@if template@@
import org.springframework.web.client.RestTemplate
@@end@@
@@if reactive@@
import org.springframework.web.reactive.function.client.ClientRequest
import org.springframework.web.reactive.function.client.ClientResponse
import org.springframework.web.reactive.function.client.ExchangeFunction
@@end@@
@@if mutate@@
import org.springframework.web.reactive.function.client.WebClient
@@end@@
@@if reactive@@
import reactor.core.publisher.Mono
import reactor.core.scheduler.Schedulers
@@end@@

/** Zendesk access tokens by OAuth client credentials. */
internal object ZendeskOAuth {
    private const val SCOPE = "@@SCOPE@@"
    private const val LIFETIME = 1800L
    private const val TIMEOUT_MILLIS = 30_000

    private var token: String? = null
    private var renewAt = 0L

@@if http@@
    /**
     * Sends a request with an access token, and repeats it once with a new one when Zendesk rejects the token. Requests
     * to other hosts are sent as they are.
     */
    fun <T> send(client: HttpClient, request: HttpRequest, handler: HttpResponse.BodyHandler<T>): HttpResponse<T> {
        if (!isAccount(request.uri())) return client.send(request, handler)
        val current = accessToken()
        val rejected = AtomicBoolean()
        val response = client.send(authorized(request, current), watching(handler, rejected))
        if (!rejected.get()) return response
        forget(current)
        return client.send(authorized(request, accessToken()), handler)
    }

@@end@@
@@if async@@
    /** Like [send], without waiting for the answer. */
    fun <T> sendAsync(
        client: HttpClient,
        request: HttpRequest,
        handler: HttpResponse.BodyHandler<T>,
    ): CompletableFuture<HttpResponse<T>> {
        if (!isAccount(request.uri())) return client.sendAsync(request, handler)
        val rejected = AtomicBoolean()
        return CompletableFuture.supplyAsync { accessToken() }.thenCompose { current ->
            client.sendAsync(authorized(request, current), watching(handler, rejected)).thenCompose { response ->
                if (!rejected.get()) {
                    CompletableFuture.completedFuture(response)
                } else {
                    forget(current)
                    CompletableFuture.supplyAsync { accessToken() }
                        .thenCompose { next -> client.sendAsync(authorized(request, next), handler) }
                }
            }
        }
    }

@@end@@
@@if http@@
    private fun authorized(request: HttpRequest, current: String): HttpRequest {
        val copy = HttpRequest.newBuilder(request.uri())
            .method(request.method(), request.bodyPublisher().orElseGet { HttpRequest.BodyPublishers.noBody() })
            .expectContinue(request.expectContinue())
        request.headers().map().forEach { (name, values) -> values.forEach { copy.header(name, it) } }
        request.timeout().ifPresent { copy.timeout(it) }
        request.version().ifPresent { copy.version(it) }
        return copy.setHeader("Authorization", "Bearer $current").build()
    }

    /** Looks into the body of a 401 before the handler gets it. */
    private fun <T> watching(handler: HttpResponse.BodyHandler<T>, rejected: AtomicBoolean) =
        HttpResponse.BodyHandler<T> { info ->
            if (info.statusCode() != 401) {
                handler.apply(info)
            } else {
                HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.ofByteArray()) { body ->
                    rejected.set(isRejection(body))
                    val subscriber = handler.apply(info)
                    subscriber.onSubscribe(object : Flow.Subscription {
                        override fun request(count: Long) = Unit

                        override fun cancel() = Unit
                    })
                    subscriber.onNext(listOf(ByteBuffer.wrap(body)))
                    subscriber.onComplete()
                    subscriber.body.toCompletableFuture().join()
                }
            }
        }

@@end@@
@@if connection@@
    /**
     * Opens a connection that sends an access token, and sends the request once more with a new one when Zendesk rejects
     * the token. Connections to other hosts are opened as they are.
     */
    fun open(url: URL): HttpURLConnection =
        if (isAccount(url)) Connection(url) else url.openConnection() as HttpURLConnection

@@end@@
@@if okhttp@@
    /** A client that authorizes what it sends; it shares the connections of the given one. */
    fun on(client: OkHttpClient): OkHttpClient =
        client.newBuilder().addInterceptor(Interceptor { chain -> proceed(chain, chain.request()) }).build()

    /**
     * Sends a request with an access token, and repeats it once with a new one when Zendesk rejects the token. Requests
     * to other hosts are sent as they are.
     */
    fun proceed(chain: Interceptor.Chain, request: Request): Response {
        if (!isAccount(request.url.toUri())) return chain.proceed(request)
        val current = accessToken()
        val response = chain.proceed(authorized(request, current))
        if (response.code != 401 || !isRejection(response.peekBody(65_536).bytes())) return response
        response.close()
        forget(current)
        return chain.proceed(authorized(request, accessToken()))
    }

    private fun authorized(request: Request, current: String): Request =
        request.newBuilder().header("Authorization", "Bearer $current").build()

@@end@@
@@if builder@@
    /** What authorizes the requests of a RestTemplate. */
    val interceptor = ClientHttpRequestInterceptor(::intercept)

@@end@@
@@if template@@
    /** Makes a RestTemplate authorize what it sends to Zendesk. */
    fun on(template: RestTemplate): RestTemplate {
        template.interceptors.add(ClientHttpRequestInterceptor(::intercept))
        return template
    }

@@end@@
@@if spring@@
    /**
     * Sends a request with an access token, and repeats it once with a new one when Zendesk rejects the token. Requests
     * to other hosts are sent as they are.
     */
    fun intercept(
        request: org.springframework.http.HttpRequest,
        body: ByteArray,
        execution: ClientHttpRequestExecution,
    ): ClientHttpResponse {
        if (!isAccount(request.uri)) return execution.execute(request, body)
        val current = accessToken()
        request.headers.set("Authorization", "Bearer $current")
        val response = execution.execute(request, body)
        if (response.statusCode.value() != 401) return response
        val answer = response.body.readBytes()
        if (!isRejection(answer)) return withBody(response, answer)
        response.close()
        forget(current)
        request.headers.set("Authorization", "Bearer ${accessToken()}")
        return execution.execute(request, body)
    }

    /** The response, whose body has been read already. */
    private fun withBody(response: ClientHttpResponse, body: ByteArray): ClientHttpResponse =
        Proxy.newProxyInstance(
            ClientHttpResponse::class.java.classLoader,
            arrayOf(ClientHttpResponse::class.java),
        ) { _, method, arguments ->
            try {
                if (method.name == "getBody") {
                    ByteArrayInputStream(body)
                } else {
                    method.invoke(response, *(arguments ?: emptyArray()))
                }
            } catch (failure: InvocationTargetException) {
                throw failure.targetException
            }
        } as ClientHttpResponse

@@end@@
@@if mutate@@
    /** A copy of a WebClient that authorizes what it sends to Zendesk. */
    fun on(client: WebClient): WebClient = client.mutate().filter(ZendeskOAuth::filter).build()

@@end@@
@@if reactive@@
    /**
     * Sends a request with an access token, and repeats it once with a new one when Zendesk rejects the token. Requests
     * to other hosts are sent as they are.
     */
    fun filter(request: ClientRequest, next: ExchangeFunction): Mono<ClientResponse> {
        if (!isAccount(request.url())) return next.exchange(request)
        return tokenLater().flatMap { current ->
            next.exchange(authorized(request, current)).flatMap { response -> checked(response, current, request, next) }
        }
    }

    /** The response, or that to the repeated request. */
    private fun checked(
        response: ClientResponse,
        current: String,
        request: ClientRequest,
        next: ExchangeFunction,
    ): Mono<ClientResponse> {
        if (response.statusCode().value() != 401) return Mono.just(response)
        return response.bodyToMono(ByteArray::class.java).defaultIfEmpty(ByteArray(0)).flatMap { answer ->
            if (isRejection(answer)) {
                forget(current)
                tokenLater().flatMap { renewed -> next.exchange(authorized(request, renewed)) }
            } else {
                Mono.just(withBody(response, answer))
            }
        }
    }

    /** The token, asked for on a thread that may wait. */
    private fun tokenLater(): Mono<String> =
        Mono.fromCallable { accessToken() }.subscribeOn(Schedulers.boundedElastic())

    private fun authorized(request: ClientRequest, current: String): ClientRequest =
        ClientRequest.from(request).headers { it.set("Authorization", "Bearer $current") }.build()

    /** The response, whose body has been read already. */
    private fun withBody(response: ClientResponse, body: ByteArray): ClientResponse =
        ClientResponse.create(response.statusCode())
            .headers { it.addAll(response.headers().asHttpHeaders()) }
            .body(String(body))
            .build()

@@end@@
    /** An access token that is valid now; one caller fetches it, the others wait. Ask for it for each request. */
    @Synchronized
    fun accessToken(): String {
        val current = token
        return if (current != null && System.nanoTime() - renewAt < 0) current else fetch()
    }

@@if forget@@
    /** Drops a token that was rejected, unless it was replaced already. */
    @Synchronized
    private fun forget(rejected: String) {
        if (rejected == token) token = null
    }

@@end@@
    private fun fetch(): String {
        val grant = """{"grant_type":"client_credentials","client_id":${quoted(setting("@@CLIENT_ID@@"))}""" +
            ""","client_secret":${quoted(setting("@@CLIENT_SECRET@@"))}""" +
            ""","scope":${quoted(SCOPE)},"expires_in":$LIFETIME}"""
        val connection = URL(baseUrl() + "/oauth/tokens").openConnection() as HttpURLConnection
        connection.requestMethod = "POST"
        connection.connectTimeout = TIMEOUT_MILLIS
        connection.readTimeout = TIMEOUT_MILLIS
        connection.setRequestProperty("Content-Type", "application/json")
        connection.setRequestProperty("Accept", "application/json")
        connection.doOutput = true
        connection.outputStream.use { it.write(grant.toByteArray()) }
        val status = connection.responseCode
        val granted = status in 200..299
        val stream = if (granted) connection.inputStream else connection.errorStream
        val answer = stream?.use { String(it.readBytes()) }.orEmpty()
        val accessToken = text(answer, "access_token")
        if (!granted || accessToken == null) {
            throw IOException("Zendesk gave no access token: $status ${text(answer, "error").orEmpty()}")
        }
        val missing = SCOPE.split(" ") - (text(answer, "scope") ?: SCOPE).split(" ").toSet()
        if (missing.isNotEmpty()) {
            throw IOException("the Zendesk OAuth client does not allow: " + missing.joinToString(" "))
        }
        val seconds = Regex(""""expires_in"\s*:\s*(\d{1,9})""").find(answer)?.groupValues?.get(1)?.toLong() ?: LIFETIME
        val life = TimeUnit.SECONDS.toNanos(seconds)
        val early = if (seconds > 300) TimeUnit.SECONDS.toNanos(60) else life / 5
        renewAt = System.nanoTime() + life - early
        token = accessToken
        return accessToken
    }

@@if host@@
    private fun isAccount(uri: URI): Boolean = "${uri.scheme}://${uri.rawAuthority}".equals(baseUrl(), ignoreCase = true)

@@end@@
@@if connection@@
    private fun isAccount(url: URL): Boolean = "${url.protocol}://${url.authority}".equals(baseUrl(), ignoreCase = true)

@@end@@
@@if forget@@
    private fun isRejection(body: ByteArray): Boolean = text(String(body), "error") == "invalid_token"

@@end@@
    /** The account's address without a path. */
    private fun baseUrl(): String = @@URL@@

    private fun setting(name: String): String =
        System.getenv(name)?.trim()?.takeIf { it.isNotEmpty() } ?: throw IllegalStateException("$name is not set")

    private fun quoted(value: String): String = "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""

    /** A text of a JSON object; null when it has none of that name. */
    private fun text(json: String, name: String): String? =
        Regex("\"$name\"\\s*:\\s*\"([^\"\\\\]*)\"").find(json)?.groupValues?.get(1)
@@if connection@@

    /** Keeps what is written until an answer is asked for, so that it can be sent twice. */
    private class Connection(url: URL) : HttpURLConnection(url) {
        private val written = ByteArrayOutputStream()
        private var writes = false
        private var sent: HttpURLConnection? = null
        private var refusal: ByteArray? = null

        @Synchronized
        private fun answer(): HttpURLConnection {
            sent?.let { return it }
            val current = accessToken()
            var connection = sendWith(current)
            if (connection.responseCode == 401) {
                val body = connection.errorStream?.use { it.readBytes() } ?: ByteArray(0)
                if (isRejection(body)) {
                    forget(current)
                    connection = sendWith(accessToken())
                } else {
                    refusal = body
                }
            }
            sent = connection
            return connection
        }

        private fun sendWith(current: String): HttpURLConnection {
            val connection = url.openConnection() as HttpURLConnection
            connection.setRequestMethod(method)
            connection.setConnectTimeout(getConnectTimeout())
            connection.setReadTimeout(getReadTimeout())
            connection.setInstanceFollowRedirects(getInstanceFollowRedirects())
            connection.setUseCaches(getUseCaches())
            connection.setIfModifiedSince(getIfModifiedSince())
            for ((name, values) in requestProperties) {
                for (value in values) connection.addRequestProperty(name, value)
            }
            connection.setRequestProperty("Authorization", "Bearer $current")
            if (writes) {
                connection.setDoOutput(true)
                connection.outputStream.use { written.writeTo(it) }
            }
            return connection
        }

        override fun connect() = Unit

        override fun disconnect() {
            sent?.disconnect()
        }

        override fun usingProxy(): Boolean = sent?.usingProxy() ?: false

        override fun getOutputStream(): OutputStream {
            if (!getDoOutput()) throw ProtocolException("doOutput is not set")
            if (method == "GET") method = "POST"
            writes = true
            return written
        }

        override fun getResponseCode(): Int = answer().responseCode

        override fun getResponseMessage(): String? = answer().responseMessage

        override fun getInputStream(): InputStream = answer().inputStream

        override fun getErrorStream(): InputStream? = refusal?.let { ByteArrayInputStream(it) } ?: sent?.errorStream

        override fun getHeaderField(name: String?): String? = orNull { answer().getHeaderField(name) }

        override fun getHeaderField(index: Int): String? = orNull { answer().getHeaderField(index) }

        override fun getHeaderFieldKey(index: Int): String? = orNull { answer().getHeaderFieldKey(index) }

        override fun getHeaderFields(): Map<String?, List<String>> = orNull { answer().headerFields } ?: emptyMap()

        private fun <T> orNull(ask: () -> T): T? =
            try {
                ask()
            } catch (_: IOException) {
                null
            }
    }
@@end@@
}
