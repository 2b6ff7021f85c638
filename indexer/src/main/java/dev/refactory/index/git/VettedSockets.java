package dev.refactory.index.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLSocketFactory;

/// Sockets that look at the very address they are about to connect to, so that a name that answers differently the
/// second time gains nothing. TLS, with the host's name, is laid over them by `tls`.
final class VettedSockets extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final AddressPolicy policy;

    VettedSockets(SSLSocketFactory tls, AddressPolicy policy) {
        this.tls = tls;
        this.policy = policy;
    }

    @Override
    public Socket createSocket() {
        return new VettedSocket(policy);
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(connected, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return over(InetAddress.getByName(host), host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return over(host, host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }

    private Socket over(InetAddress address, String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(address, port));
        return tls.createSocket(socket, host, port, true);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    /// A refusal by the policy, as far as JGit lets it through.
    static final class AddressRefused extends IOException {
        private static final long serialVersionUID = 1;

        AddressRefused() {
            super("its address is private, and this server fetches from public addresses only");
        }
    }

    private static final class VettedSocket extends Socket {
        private final AddressPolicy policy;

        VettedSocket(AddressPolicy policy) {
            this.policy = policy;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress address)) {
                throw new AddressRefused();
            }
            if (address.isUnresolved()) {
                throw new UnknownHostException(address.getHostString());
            }
            if (!policy.allows(address.getAddress())) {
                throw new AddressRefused();
            }
            super.connect(endpoint, timeout);
        }
    }
}
