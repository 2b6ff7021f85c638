package dev.refactory.index.git;

import dev.refactory.index.git.GitCredentials.Credential;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/// Ways to remote repositories, with the credentials of their hosts.
final class RemoteTransports {
    private final GitConfig config;
    private final AddressPolicy addressPolicy;
    private final GitCredentials credentials;

    RemoteTransports(GitConfig config, GitCredentials credentials) {
        this.config = config;
        this.addressPolicy = new AddressPolicy(config.allowPrivateAddresses());
        this.credentials = credentials;
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
            http.setHttpConnectionFactory(VettedHttpConnection.factory(addressPolicy, budget.bytesLeft(), answers));
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
