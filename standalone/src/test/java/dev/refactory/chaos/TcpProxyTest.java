package dev.refactory.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket each = echo.accept();
                    Thread.ofVirtual().start(() -> {
                        try (each) {
                            each.getInputStream().transferTo(each.getOutputStream());
                        } catch (IOException e) {
                            // The client is gone.
                        }
                    });
                } catch (IOException e) {
                    return;
                }
            }
        });
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }

    private static void send(Socket socket, int count) throws IOException {
        socket.getOutputStream().write(new byte[count]);
    }

    @Test
    void passesEverythingOn() throws Exception {
        try (Socket socket = connect()) {
            send(socket, 100_000);
            assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
        }
    }

    @Test
    void whatIsHeldArrivesAfterwards() throws Exception {
        try (Socket socket = connect()) {
            proxy.hold();
            send(socket, 3);
            Waiting.until("held bytes", LIMIT, () -> proxy.heldBytes() == 3 ? true : null);
            socket.setSoTimeout(1);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            socket.setSoTimeout((int) LIMIT.toMillis());
            assertThat(socket.getInputStream().readNBytes(3)).hasSize(3);
            assertThat(proxy.heldBytes()).isZero();
        }
    }

    @Test
    void requestsPassWhileAnswersAreHeld() throws Exception {
        try (Socket socket = connect()) {
            proxy.holdAnswers();
            send(socket, 5);
            // They have been to the server and back.
            Waiting.until("held answers", LIMIT, () -> proxy.heldBytes() == 5 ? true : null);
            proxy.heal();
            assertThat(socket.getInputStream().readNBytes(5)).hasSize(5);
        }
    }

    @Test
    void aResetEndsConnectionsAndTakesNewOnes() throws Exception {
        try (Socket socket = connect()) {
            send(socket, 1);
            socket.getInputStream().read();
            proxy.reset();
            assertThatThrownBy(() -> ended(socket)).isInstanceOf(IOException.class);
        }
        passesEverythingOn();
    }

    @Test
    void refusesUntilItIsHealed() throws Exception {
        proxy.refuse();
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> ended(socket)).isInstanceOf(IOException.class);
        }
        proxy.heal();
        passesEverythingOn();
    }

    @Test
    void cutsAfterSoManyBytesOnce() throws Exception {
        proxy.cutAfter(10);
        try (Socket socket = connect()) {
            send(socket, 4);
            assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
            send(socket, 4);
            assertThatThrownBy(() -> ended(socket)).isInstanceOf(IOException.class);
        }
        passesEverythingOn();
    }

    private static void ended(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("ended");
        }
    }
}
