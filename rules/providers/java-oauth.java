@@if package@@
package @@PACKAGE@@;

@@end@@
@@if stream@@
import java.io.ByteArrayInputStream;
@@end@@
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
@@if value@@
import java.io.UncheckedIOException;
@@end@@
@@if spring@@
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
@@end@@
import java.net.HttpURLConnection;
@@if connection@@
import java.net.ProtocolException;
@@end@@
@@if host@@
import java.net.URI;
@@end@@
import java.net.URL;
@@if http@@
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
@@end@@
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
@@if dual@@
import java.util.Base64;
@@end@@
@@if collections@@
import java.util.Collections;
@@end@@
import java.util.HashSet;
@@if connection@@
import java.util.List;
import java.util.Map;
@@end@@
import java.util.Set;
@@if async@@
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
@@end@@
@@if http@@
import java.util.concurrent.Flow;
@@end@@
import java.util.concurrent.TimeUnit;
@@if http@@
import java.util.concurrent.atomic.AtomicBoolean;
@@end@@
@@if sdk@@
import java.util.function.Function;
import java.util.function.Supplier;
@@end@@
@@if dual@@
import java.util.logging.Logger;
@@end@@
import java.util.regex.Matcher;
import java.util.regex.Pattern;
@@if okhttp@@
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
@@end@@
@@if spring@@
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
@@end@@
@@if sdk@@
import org.zendesk.client.v2.Zendesk;
@@end@@
@@if template@@
import org.springframework.web.client.RestTemplate;
@@end@@
@@if reactive@@
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
@@end@@
@@if mutate@@
import org.springframework.web.reactive.function.client.WebClient;
@@end@@
@@if reactive@@
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
@@end@@

/** Zendesk access tokens by OAuth client credentials. */
final class ZendeskOAuth {
    private static final String SCOPE = "@@SCOPE@@";
    private static final int LIFETIME = 1800;
    private static final int TIMEOUT_MILLIS = 30_000;

    private static String token;
    private static long renewAt;
@@if dual@@
    private static boolean warned;
@@end@@

    private ZendeskOAuth() {}

@@if http@@
    /**
     * Sends a request with an access token, and repeats it once with a new one when Zendesk rejects the token. Requests
     * to other hosts are sent as they are.
     */
    static <T> HttpResponse<T> send(HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        if (!isAccount(request.uri())) {
            return client.send(request, handler);
        }
        String current = token();
        AtomicBoolean rejected = new AtomicBoolean();
        HttpResponse<T> response = client.send(authorized(request, current), watching(handler, rejected));
        if (!rejected.get()) {
            return response;
        }
        forget(current);
        return client.send(authorized(request, token()), handler);
    }

@@end@@
@@if async@@
    /** Like {@link #send}, without waiting for the answer. */
    static <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        if (!isAccount(request.uri())) {
            return client.sendAsync(request, handler);
        }
        AtomicBoolean rejected = new AtomicBoolean();
        return CompletableFuture.supplyAsync(ZendeskOAuth::tokenOrFailure)
                .thenCompose(current -> client.sendAsync(authorized(request, current), watching(handler, rejected))
                        .thenCompose(response -> {
                            if (!rejected.get()) {
                                return CompletableFuture.completedFuture(response);
                            }
                            forget(current);
                            return CompletableFuture.supplyAsync(ZendeskOAuth::tokenOrFailure)
                                    .thenCompose(next -> client.sendAsync(authorized(request, next), handler));
                        }));
    }

    private static String tokenOrFailure() {
        try {
            return token();
        } catch (IOException failure) {
            throw new CompletionException(failure);
        }
    }

@@end@@
@@if http@@
    private static HttpRequest authorized(HttpRequest request, String current) {
        HttpRequest.Builder copy = HttpRequest.newBuilder(request.uri())
                .method(request.method(), request.bodyPublisher().orElseGet(HttpRequest.BodyPublishers::noBody))
                .expectContinue(request.expectContinue());
        request.headers().map().forEach((name, values) -> values.forEach(value -> copy.header(name, value)));
        request.timeout().ifPresent(copy::timeout);
        request.version().ifPresent(copy::version);
@@if dual@@
        return copy.setHeader("Authorization", header(current)).build();
@@end@@
@@if !dual@@
        return copy.setHeader("Authorization", "Bearer " + current).build();
@@end@@
    }

    /** Looks into the body of a 401 before the handler gets it. */
    private static <T> HttpResponse.BodyHandler<T> watching(
            HttpResponse.BodyHandler<T> handler, AtomicBoolean rejected) {
        return info -> info.statusCode() != 401
                ? handler.apply(info)
                : HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.ofByteArray(), body -> {
                    rejected.set(isRejection(body));
                    HttpResponse.BodySubscriber<T> subscriber = handler.apply(info);
                    subscriber.onSubscribe(new Flow.Subscription() {
                        @Override
                        public void request(long count) {}

                        @Override
                        public void cancel() {}
                    });
                    subscriber.onNext(Collections.singletonList(ByteBuffer.wrap(body)));
                    subscriber.onComplete();
                    return subscriber.getBody().toCompletableFuture().join();
                });
    }

@@end@@
@@if connection@@
    /**
     * Opens a connection that sends an access token, and sends the request once more with a new one when Zendesk rejects
     * the token. Connections to other hosts are opened as they are.
     */
    static HttpURLConnection open(URL url) throws IOException {
        return isAccount(url) ? new Connection(url) : (HttpURLConnection) url.openConnection();
    }

@@end@@
@@if okhttp@@
    /** A client that authorizes what it sends; it shares the connections of the given one. */
    static OkHttpClient on(OkHttpClient client) {
        return client.newBuilder().addInterceptor(chain -> proceed(chain, chain.request())).build();
    }

    /**
     * Sends a request with an access token, and repeats it once with a new one when Zendesk rejects the token. Requests
     * to other hosts are sent as they are.
     */
    static Response proceed(Interceptor.Chain chain, Request request) throws IOException {
        if (!isAccount(request.url().uri())) {
            return chain.proceed(request);
        }
        String current = token();
        Response response = chain.proceed(authorized(request, current));
        if (response.code() != 401 || !isRejection(response.peekBody(65_536).bytes())) {
            return response;
        }
        response.close();
        forget(current);
        return chain.proceed(authorized(request, token()));
    }

    private static Request authorized(Request request, String current) {
@@if dual@@
        return request.newBuilder().header("Authorization", header(current)).build();
@@end@@
@@if !dual@@
        return request.newBuilder().header("Authorization", "Bearer " + current).build();
@@end@@
    }

@@end@@
@@if template@@
    /** Makes a RestTemplate authorize what it sends to Zendesk. */
    static RestTemplate on(RestTemplate template) {
        template.getInterceptors().add(ZendeskOAuth::intercept);
        return template;
    }

@@end@@
@@if spring@@
    /**
     * Sends a request with an access token, and repeats it once with a new one when Zendesk rejects the token. Requests
     * to other hosts are sent as they are.
     */
    static ClientHttpResponse intercept(
            org.springframework.http.HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (!isAccount(request.getURI())) {
            return execution.execute(request, body);
        }
        String current = token();
@@if dual@@
        request.getHeaders().set("Authorization", header(current));
@@end@@
@@if !dual@@
        request.getHeaders().set("Authorization", "Bearer " + current);
@@end@@
        ClientHttpResponse response = execution.execute(request, body);
        if (response.getStatusCode().value() != 401) {
            return response;
        }
        byte[] answer = readAll(response.getBody());
        if (!isRejection(answer)) {
            return withBody(response, answer);
        }
        response.close();
        forget(current);
        request.getHeaders().set("Authorization", "Bearer " + token());
        return execution.execute(request, body);
    }

    /** The response, whose body has been read already. */
    private static ClientHttpResponse withBody(ClientHttpResponse response, byte[] body) {
        return (ClientHttpResponse) Proxy.newProxyInstance(
                ClientHttpResponse.class.getClassLoader(),
                new Class<?>[] {ClientHttpResponse.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("getBody")) {
                        return new ByteArrayInputStream(body);
                    }
                    try {
                        return method.invoke(response, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

@@end@@
@@if mutate@@
    /** A copy of a WebClient that authorizes what it sends to Zendesk. */
    static WebClient on(WebClient client) {
        return client.mutate().filter(ZendeskOAuth::filter).build();
    }

@@end@@
@@if reactive@@
    /**
     * Sends a request with an access token, and repeats it once with a new one when Zendesk rejects the token. Requests
     * to other hosts are sent as they are.
     */
    static Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        if (!isAccount(request.url())) {
            return next.exchange(request);
        }
        return tokenLater().flatMap(current -> next.exchange(authorized(request, current)).flatMap(response -> {
            if (response.statusCode().value() != 401) {
                return Mono.just(response);
            }
            return response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]).flatMap(answer -> {
                if (!isRejection(answer)) {
                    return Mono.just(withBody(response, answer));
                }
                forget(current);
                return tokenLater().flatMap(renewed -> next.exchange(authorized(request, renewed)));
            });
        }));
    }

    /** The token, asked for on a thread that may wait. */
    private static Mono<String> tokenLater() {
        return Mono.fromCallable(ZendeskOAuth::token).subscribeOn(Schedulers.boundedElastic());
    }

    private static ClientRequest authorized(ClientRequest request, String current) {
        return ClientRequest.from(request)
@@if dual@@
                .headers(headers -> headers.set("Authorization", header(current)))
@@end@@
@@if !dual@@
                .headers(headers -> headers.set("Authorization", "Bearer " + current))
@@end@@
                .build();
    }

    /** The response, whose body has been read already. */
    private static ClientResponse withBody(ClientResponse response, byte[] body) {
        return ClientResponse.create(response.statusCode())
                .headers(headers -> headers.addAll(response.headers().asHttpHeaders()))
                .body(new String(body, StandardCharsets.UTF_8))
                .build();
    }

@@end@@
@@if sdk@@
    /** Gives a client whose token is valid now: ask for it for each use. A client is closed when the next but one is made. */
    static Supplier<Zendesk> clients(Function<String, Zendesk> build) {
        return new Supplier<Zendesk>() {
            private String current;
            private Zendesk client;
            private Zendesk replaced;

            @Override
            public synchronized Zendesk get() {
                String token = accessToken();
                if (!token.equals(current)) {
                    if (replaced != null) {
                        replaced.close();
                    }
                    replaced = client;
                    client = build.apply(token);
                    current = token;
                }
                return client;
            }
        };
    }

@@end@@
@@if value@@
@@switch value@@
    /** An access token that is valid now; ask for it for each request. */
    static String accessToken() {
        try {
            return token();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

@@end@@
@@if dual@@
    /** What the Authorization header says; the API token takes the place of an access token that is empty. */
    private static String header(String current) {
        return current.isEmpty() ? fallback() : "Bearer " + current;
    }

    /** Basic authorization with the API token, while nothing of the OAuth client is set; otherwise null. */
    private static synchronized String fallback() {
        String user = optional("@@USER@@");
        String apiToken = optional("@@TOKEN@@");
        boolean hasClient = !optional("@@CLIENT_ID@@").isEmpty()
                || !optional("@@CLIENT_SECRET@@").isEmpty();
        if (hasClient || user.isEmpty() || apiToken.isEmpty()) {
            return null;
        }
        if (!warned) {
            warned = true;
            Logger.getLogger(ZendeskOAuth.class.getName())
                    .warning("Zendesk API tokens stop working on 2027-04-30: "
                            + "set @@CLIENT_ID@@ and @@CLIENT_SECRET@@");
        }
        String pair = user.replaceFirst("/token$", "") + "/token:" + apiToken;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String optional(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value.trim();
    }

    /** The current access token; one caller fetches it, the others wait. It is empty where the API token is sent. */
    private static synchronized String token() throws IOException {
        if (fallback() != null) {
            return "";
        }
@@end@@
@@if !dual@@
    /** The current access token; one caller fetches it, the others wait. */
    private static synchronized String token() throws IOException {
@@end@@
        if (token == null || System.nanoTime() - renewAt >= 0) {
            fetch();
        }
        return token;
    }

@@if forget@@
    /** Drops a token that was rejected, unless it was replaced already. */
    private static synchronized void forget(String rejected) {
        if (rejected.equals(token)) {
            token = null;
        }
    }

@@end@@
    private static void fetch() throws IOException {
        String grant = "{\"grant_type\":\"client_credentials\""
                + ",\"client_id\":" + quoted(setting("@@CLIENT_ID@@"))
                + ",\"client_secret\":" + quoted(setting("@@CLIENT_SECRET@@"))
                + ",\"scope\":" + quoted(SCOPE)
                + ",\"expires_in\":" + LIFETIME + "}";
        HttpURLConnection connection = (HttpURLConnection) new URL(baseUrl() + "/oauth/tokens").openConnection();
        connection.setRequestMethod("POST");
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Accept", "application/json");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(grant.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        boolean granted = status >= 200 && status < 300;
        byte[] body = readAll(granted ? connection.getInputStream() : connection.getErrorStream());
        String answer = new String(body, StandardCharsets.UTF_8);
        String accessToken = text(answer, "access_token");
        if (!granted || accessToken == null) {
            String error = text(answer, "error");
            throw new IOException("Zendesk gave no access token: " + status + (error == null ? "" : " " + error));
        }
        String scope = text(answer, "scope");
        Set<String> missing = new HashSet<>(Arrays.asList(SCOPE.split(" ")));
        missing.removeAll(Arrays.asList((scope == null ? SCOPE : scope).split(" ")));
        if (!missing.isEmpty()) {
            throw new IOException("the Zendesk OAuth client does not allow: " + String.join(" ", missing));
        }
        Matcher expires = Pattern.compile("\"expires_in\"\\s*:\\s*(\\d{1,9})").matcher(answer);
        long life = TimeUnit.SECONDS.toMillis(expires.find() ? Long.parseLong(expires.group(1)) : LIFETIME);
        long early = life > 300_000 ? 60_000 : life / 5;
        renewAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(life - early);
        token = accessToken;
    }

@@if host@@
    private static boolean isAccount(URI uri) {
        return (uri.getScheme() + "://" + uri.getRawAuthority()).equalsIgnoreCase(baseUrl());
    }

@@end@@
@@if connection@@
    private static boolean isAccount(URL url) {
        return (url.getProtocol() + "://" + url.getAuthority()).equalsIgnoreCase(baseUrl());
    }

@@end@@
@@if forget@@
    private static boolean isRejection(byte[] body) {
        return "invalid_token".equals(text(new String(body, StandardCharsets.UTF_8), "error"));
    }

@@end@@
    /** The account's address without a path. */
    private static String baseUrl() {
        @@URL@@
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        if (value == null || value.trim().isEmpty()) {
            throw new IllegalStateException(name + " is not set");
        }
        return value.trim();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A text of a JSON object; null when it has none of that name. */
    private static String text(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(json);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (in != null) {
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes.write(buffer, 0, count);
            }
            in.close();
        }
        return bytes.toByteArray();
    }
@@if connection@@

    /** Keeps what is written until an answer is asked for, so that it can be sent twice. */
    private static final class Connection extends HttpURLConnection {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private boolean writes;
        private HttpURLConnection sent;
        private byte[] refusal;

        Connection(URL url) {
            super(url);
        }

        private synchronized HttpURLConnection answer() throws IOException {
            if (sent == null) {
                String current = token();
                sent = sendWith(current);
                if (sent.getResponseCode() == 401) {
                    refusal = readAll(sent.getErrorStream());
                    if (isRejection(refusal)) {
                        refusal = null;
                        forget(current);
                        sent = sendWith(token());
                    }
                }
            }
            return sent;
        }

        private HttpURLConnection sendWith(String current) throws IOException {
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setRequestMethod(method);
            connection.setConnectTimeout(getConnectTimeout());
            connection.setReadTimeout(getReadTimeout());
            connection.setInstanceFollowRedirects(instanceFollowRedirects);
            connection.setUseCaches(useCaches);
            connection.setIfModifiedSince(ifModifiedSince);
            for (Map.Entry<String, List<String>> property : getRequestProperties().entrySet()) {
                for (String value : property.getValue()) {
                    connection.addRequestProperty(property.getKey(), value);
                }
            }
@@if dual@@
            connection.setRequestProperty("Authorization", header(current));
@@end@@
@@if !dual@@
            connection.setRequestProperty("Authorization", "Bearer " + current);
@@end@@
            if (writes) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    written.writeTo(out);
                }
            }
            return connection;
        }

        @Override
        public void connect() {}

        @Override
        public void disconnect() {
            if (sent != null) {
                sent.disconnect();
            }
        }

        @Override
        public boolean usingProxy() {
            return sent != null && sent.usingProxy();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            if (!doOutput) {
                throw new ProtocolException("setDoOutput(true) was not called");
            }
            if (method.equals("GET")) {
                method = "POST";
            }
            writes = true;
            return written;
        }

        @Override
        public int getResponseCode() throws IOException {
            return answer().getResponseCode();
        }

        @Override
        public String getResponseMessage() throws IOException {
            return answer().getResponseMessage();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return answer().getInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            if (refusal != null) {
                return new ByteArrayInputStream(refusal);
            }
            return sent == null ? null : sent.getErrorStream();
        }

        @Override
        public String getHeaderField(String name) {
            try {
                return answer().getHeaderField(name);
            } catch (IOException failure) {
                return null;
            }
        }

        @Override
        public String getHeaderField(int index) {
            try {
                return answer().getHeaderField(index);
            } catch (IOException failure) {
                return null;
            }
        }

        @Override
        public String getHeaderFieldKey(int index) {
            try {
                return answer().getHeaderFieldKey(index);
            } catch (IOException failure) {
                return null;
            }
        }

        @Override
        public Map<String, List<String>> getHeaderFields() {
            try {
                return answer().getHeaderFields();
            } catch (IOException failure) {
                return Collections.emptyMap();
            }
        }
    }
@@end@@
}
