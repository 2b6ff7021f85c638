package dev.refactory.index.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Serves the repositories below a directory over HTTP on loopback, by `git http-backend`, to
/// whoever has the password where one is set.
public final class GitHttpServer implements AutoCloseable {
    private final Path root;
    private final String scheme;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final AtomicInteger packs = new AtomicInteger();
    private volatile @Nullable String wanted;
    private volatile @Nullable String redirect;
    private volatile boolean newestProtocol = true;

    public GitHttpServer(Path root) throws IOException {
        this(root, null);
    }

    /// @param tls null serves without it
    GitHttpServer(Path root, @Nullable SSLContext tls) throws IOException {
        this.root = root;
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        if (tls == null) {
            scheme = "http";
            server = HttpServer.create(loopback, 0);
        } else {
            scheme = "https";
            HttpsServer secure = HttpsServer.create(loopback, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = secure;
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /// From now on nobody else gets in.
    public GitHttpServer withPassword(String user, String password) {
        wanted = basic(user, password);
        return this;
    }

    private static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /// Answers everything with a redirect to the same path at another server.
    public GitHttpServer redirectingTo(String base) {
        redirect = base;
        return this;
    }

    /// Speaks Git's first protocol, which gives commits out by their id only where it is told to.
    public GitHttpServer withTheOldProtocol() {
        newestProtocol = false;
        return this;
    }

    public String url(String repository) {
        return scheme + "://" + host() + "/" + repository;
    }

    /// `127.0.0.1:port`.
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Every `Authorization` header that was sent here.
    public List<String> authorizations() {
        return authorizations;
    }

    /// How often somebody asked for objects, not only for what refs there are.
    public int packsAskedFor() {
        return packs.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization != null) {
                authorizations.add(authorization);
            }
            if (redirect != null) {
                exchange.getResponseHeaders().set("Location", redirect + exchange.getRequestURI());
                exchange.sendResponseHeaders(302, -1);
            } else if (wanted != null && !wanted.equals(authorization)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                answer(exchange, backend(exchange));
            }
        }
    }

    private static byte[] plain(HttpExchange exchange, byte[] body) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return packed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
    }

    private byte[] backend(HttpExchange exchange) throws IOException {
        Path in = Files.createTempFile("git", ".in");
        Path out = Files.createTempFile("git", ".out");
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (new String(plain(exchange, body), StandardCharsets.ISO_8859_1).contains("want ")) {
                packs.incrementAndGet();
            }
            Files.write(in, body);
            ProcessBuilder builder = new ProcessBuilder("git", "http-backend")
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            Map<String, String> environment = builder.environment();
            environment.put("GIT_CONFIG_NOSYSTEM", "1");
            environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
            environment.put("GIT_PROJECT_ROOT", root.toString());
            environment.put("GIT_HTTP_EXPORT_ALL", "1");
            environment.put("REQUEST_METHOD", exchange.getRequestMethod());
            environment.put("PATH_INFO", exchange.getRequestURI().getPath());
            environment.put("QUERY_STRING", text(exchange.getRequestURI().getQuery()));
            environment.put("CONTENT_TYPE", text(exchange.getRequestHeaders().getFirst("Content-Type")));
            environment.put("CONTENT_LENGTH", String.valueOf(Files.size(in)));
            environment.put(
                    "HTTP_CONTENT_ENCODING", text(exchange.getRequestHeaders().getFirst("Content-Encoding")));
            if (newestProtocol) {
                environment.put(
                        "GIT_PROTOCOL", text(exchange.getRequestHeaders().getFirst("Git-Protocol")));
            }
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("git http-backend does not end");
            }
            return Files.readAllBytes(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /// What a CGI program printed, as an answer.
    private static void answer(HttpExchange exchange, byte[] printed) throws IOException {
        int status = 200;
        int at = 0;
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (at < printed.length && printed[at] != '\n') {
                line.write(printed[at++]);
            }
            at++;
            String header = line.toString(StandardCharsets.ISO_8859_1).strip();
            if (header.isEmpty()) {
                break;
            }
            String value = header.substring(header.indexOf(':') + 1).strip();
            if (header.startsWith("Status:")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                exchange.getResponseHeaders().set(header.substring(0, header.indexOf(':')), value);
            }
        }
        byte[] body = Arrays.copyOfRange(printed, Math.min(at, printed.length), printed.length);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
