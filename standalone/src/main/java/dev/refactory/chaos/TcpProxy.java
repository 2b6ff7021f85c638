package dev.refactory.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Stands between a client and a server on loopback and does to their bytes what networks do. Knows no protocol.
/// Thread-safe.
public final class TcpProxy implements AutoCloseable {
    private static final int CHUNK = 16 << 10;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong heldBytes = new AtomicLong();
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean held;
    private volatile boolean answersHeld;
    private volatile boolean refusing;
    private volatile long bytesLeft = Long.MAX_VALUE;

    private TcpProxy(int target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /// A proxy on a free port that passes everything on.
    /// @param target the server's port on loopback
    public static TcpProxy to(int target) throws IOException {
        TcpProxy proxy = new TcpProxy(target, new ServerSocket(0, 256, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("proxy-" + target).start(proxy::accept);
        return proxy;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// What is sent from now on arrives so much later, in each direction.
    public void delay(Duration latency) {
        this.latency = latency;
    }

    /// A black hole: connections stay, and new ones are taken, but no byte goes through in either direction until
    /// [#heal()]. What was sent meanwhile arrives then, as after a network's outage.
    public void hold() {
        held = true;
    }

    /// Requests go through, answers do not.
    public void holdAnswers() {
        answersHeld = true;
    }

    /// Ends all connections with a reset, and each new one at once.
    public void refuse() {
        refusing = true;
        reset();
    }

    /// Ends the connections there are with a reset; new ones are taken.
    public void reset() {
        sockets.forEach(TcpProxy::abort);
        sockets.clear();
    }

    /// All connections together may pass so many bytes more; then they are reset, and new ones pass everything.
    public void cutAfter(long bytes) {
        bytesLeft = bytes;
    }

    /// Bytes that wait for [#heal()].
    public long heldBytes() {
        return heldBytes.get();
    }

    /// Everything passes again.
    public void heal() {
        lock.lock();
        try {
            held = false;
            answersHeld = false;
            refusing = false;
            latency = Duration.ZERO;
            bytesLeft = Long.MAX_VALUE;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // It is closed then.
        }
        refuse();
        heal();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    abort(client);
                } else {
                    Thread.ofVirtual().start(() -> connect(client));
                }
            } catch (IOException e) {
                // Either it is closed, which the loop sees, or this one connection did not come about.
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        sockets.add(client);
        sockets.add(server);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), (int) CONNECT.toMillis());
        } catch (IOException e) {
            end(client, server);
            return;
        }
        Thread.ofVirtual().start(() -> pump(client, server, false));
        Thread.ofVirtual().start(() -> pump(server, client, true));
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] bytes = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (!latency.isZero()) {
                    TimeUnit.NANOSECONDS.sleep(latency.toNanos());
                }
                await(count, answers);
                if (spent(count)) {
                    reset();
                    bytesLeft = Long.MAX_VALUE;
                    return;
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // One side is gone; the other is told below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from, to);
        }
    }

    private boolean spent(int count) {
        lock.lock();
        try {
            if (bytesLeft == Long.MAX_VALUE) {
                return false;
            }
            bytesLeft -= count;
            return bytesLeft < 0;
        } finally {
            lock.unlock();
        }
    }

    private void await(int count, boolean answers) throws InterruptedException {
        lock.lock();
        try {
            if (held || answers && answersHeld) {
                heldBytes.addAndGet(count);
                while (held || answers && answersHeld) {
                    changed.await();
                }
                heldBytes.addAndGet(-count);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Socket one, Socket other) {
        for (Socket each : new Socket[] {one, other}) {
            sockets.remove(each);
            try {
                each.close();
            } catch (IOException e) {
                // It is closed then.
            }
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed then.
        }
    }
}
