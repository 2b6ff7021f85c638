package dev.refactory.index.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.URL;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/// One HTTP exchange with a vetted address, no redirects, and a budget of bytes that all exchanges
/// of a fetch share.
final class VettedHttpConnection implements HttpConnection {
    private final HttpURLConnection connection;
    private final AtomicLong bytesLeft;
    private final Answers answers;

    private VettedHttpConnection(HttpURLConnection connection, AtomicLong bytesLeft, Answers answers) {
        this.connection = connection;
        this.bytesLeft = bytesLeft;
        this.answers = answers;
        connection.setInstanceFollowRedirects(false);
    }

    /// @param tls makes TLS connections; null for the platform's
    /// @param bytesLeft what the remote may still send
    /// @param answers is told every status
    static HttpConnectionFactory factory(
            AddressPolicy policy, @Nullable SSLSocketFactory tls, AtomicLong bytesLeft, Answers answers) {
        return new HttpConnectionFactory() {
            @Override
            public HttpConnection create(URL url) throws IOException {
                return create(url, Proxy.NO_PROXY);
            }

            @Override
            public HttpConnection create(URL url, Proxy proxy) throws IOException {
                return open(url, proxy, policy, tls, bytesLeft, answers);
            }
        };
    }

    private static HttpConnection open(
            URL url,
            Proxy proxy,
            AddressPolicy policy,
            @Nullable SSLSocketFactory tls,
            AtomicLong bytesLeft,
            Answers answers)
            throws IOException {
        if (proxy.type() == Proxy.Type.DIRECT) {
            for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
                if (!policy.allows(address)) {
                    throw new VettedSockets.AddressRefused();
                }
            }
        }
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(proxy);
        if (connection instanceof HttpsURLConnection https) {
            SSLSocketFactory trusting = tls == null ? https.getSSLSocketFactory() : tls;
            boolean direct = proxy.type() == Proxy.Type.DIRECT;
            https.setSSLSocketFactory(direct ? new VettedSockets(trusting, policy) : trusting);
        }
        return new VettedHttpConnection(connection, bytesLeft, answers);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(connection.getInputStream()) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                spend(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                spend(Math.max(read, 0));
                return read;
            }
        };
    }

    private void spend(int bytes) throws IOException {
        if (bytesLeft.addAndGet(-bytes) < 0) {
            throw new FetchBudget.Exceeded();
        }
    }

    @Override
    public int getResponseCode() throws IOException {
        int status = connection.getResponseCode();
        answers.status(status);
        return status;
    }

    @Override
    public URL getURL() {
        return connection.getURL();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return connection.getResponseMessage();
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return connection.getHeaderFields();
    }

    @Override
    public void setRequestProperty(String key, String value) {
        connection.setRequestProperty(key, value);
    }

    @Override
    public void setRequestMethod(String method) throws ProtocolException {
        connection.setRequestMethod(method);
    }

    @Override
    public void setUseCaches(boolean useCaches) {
        connection.setUseCaches(useCaches);
    }

    @Override
    public void setConnectTimeout(int millis) {
        connection.setConnectTimeout(millis);
    }

    @Override
    public void setReadTimeout(int millis) {
        connection.setReadTimeout(millis);
    }

    @Override
    public String getContentType() {
        return connection.getContentType();
    }

    @Override
    public String getHeaderField(String name) {
        return connection.getHeaderField(name);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        return connection.getHeaderFields().entrySet().stream()
                .filter(entry -> name.equalsIgnoreCase(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    @Override
    public int getContentLength() {
        return connection.getContentLength();
    }

    @Override
    public void setInstanceFollowRedirects(boolean followRedirects) {
        connection.setInstanceFollowRedirects(false);
    }

    @Override
    public void setDoOutput(boolean doOutput) {
        connection.setDoOutput(doOutput);
    }

    @Override
    public void setFixedLengthStreamingMode(int contentLength) {
        connection.setFixedLengthStreamingMode(contentLength);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connection.getOutputStream();
    }

    @Override
    public void setChunkedStreamingMode(int chunkLength) {
        connection.setChunkedStreamingMode(chunkLength);
    }

    @Override
    public String getRequestMethod() {
        return connection.getRequestMethod();
    }

    @Override
    public boolean usingProxy() {
        return connection.usingProxy();
    }

    @Override
    public void connect() throws IOException {
        connection.connect();
    }

    @Override
    public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) throws KeyManagementException {
        throw new KeyManagementException("Certificates are always verified as the platform does");
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) throws KeyManagementException {
        throw new KeyManagementException("Host names are always verified as the platform does");
    }
}
