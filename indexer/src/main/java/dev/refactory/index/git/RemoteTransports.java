package dev.refactory.index.git;

import dev.refactory.index.git.GitCredentials.Credential;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/// Ways to remote repositories, with the credentials of their hosts.
final class RemoteTransports {
    private final GitConfig config;
    private final AddressPolicy addressPolicy;
    private final GitCredentials credentials;
    private final @Nullable SSLSocketFactory tls;

    RemoteTransports(GitConfig config, GitCredentials credentials) {
        this.config = config;
        this.addressPolicy = new AddressPolicy(config.allowPrivateAddresses());
        this.credentials = credentials;
        this.tls = config.caCertificates() == null ? null : TrustedCertificates.also(config.caCertificates());
    }

    /// A transport and what goes with it.
    ///
    /// @param credentials whether there were any to send
    record Opened(Transport transport, Answers answers, boolean credentials) implements AutoCloseable {
        @Override
        public void close() {
            transport.close();
        }
    }

    /// Refuses a host that is written as an address, or names this machine, where that may not be
    /// connected to. Other hosts are looked up, and judged, when they are fetched from.
    void vet(RemoteAddress address) {
        URIish uri = address.uri();
        String host = uri == null ? "" : uri.getHost().replaceAll("^\\[|]$", "");
        if (!host.isEmpty() && !literal(host).map(addressPolicy::allows).orElse(true)) {
            throw new RefactoryException(
                    ErrorCode.REPOSITORY_NOT_FOUND,
                    address.label(),
                    "This server fetches from public addresses only, and " + host
                            + " is none: give a public Git URL or upload a bundle, or have the operator set"
                            + " git.private-network.");
        }
    }

    private static Optional<InetAddress> literal(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Opened open(TenantId tenant, Repository bare, RemoteAddress address, FetchBudget budget) throws IOException {
        URIish uri = address.uri();
        if (uri == null) {
            throw new IllegalArgumentException("Not a remote: " + address);
        }
        Answers answers = new Answers();
        Optional<Credential> kept =
                mayGetCredentials(uri) ? credentials.find(tenant, address.host()) : Optional.empty();
        Transport transport = Transport.open(bare, uri.setUser(null).setPass(null));
        transport.setTimeout(Math.toIntExact(config.limits().idleTime().toSeconds()));
        if (uri.getUser() != null) {
            String password = uri.getPass() == null ? "" : uri.getPass();
            transport.setCredentialsProvider(new UsernamePasswordCredentialsProvider(uri.getUser(), password));
        } else if (kept.isPresent()) {
            transport.setCredentialsProvider(new HostCredentials(uri, kept.get()));
        }
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(
                    VettedHttpConnection.factory(addressPolicy, tls, budget.bytesLeft(), answers));
        }
        return new Opened(transport, answers, uri.getUser() != null || kept.isPresent());
    }

    /// Tokens go over TLS, or to this machine itself.
    private boolean mayGetCredentials(URIish uri) {
        if ("https".equals(uri.getScheme())) {
            return true;
        }
        try {
            return config.allowHttp()
                    && config.allowPrivateAddresses()
                    && InetAddress.getByName(uri.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
