package dev.refactory.index.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A Git server on loopback, of Git's first protocol, that has one branch and answers every fetch
/// with the same pack, whatever was asked for.
final class PackServer implements AutoCloseable {
    private static final int BAND_BYTES = 1_000;

    private final HttpServer server;
    private final String tip;
    private final byte[] pack;
    private final int firstBand;

    /// @param tip the branch's commit
    /// @param firstBand bytes of the pack that come in a packet of their own
    PackServer(String tip, byte[] pack, int firstBand) throws IOException {
        this.tip = tip;
        this.pack = pack;
        this.firstBand = firstBand;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean refs = exchange.getRequestMethod().equals("GET");
            byte[] body = refs ? advertisement() : answer();
            String type = refs ? "advertisement" : "result";
            exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-" + type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private byte[] advertisement() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packet(out, ascii("# service=git-upload-pack\n"));
        out.writeBytes(ascii("0000"));
        packet(
                out,
                ascii(tip + " HEAD\0multi_ack_detailed side-band-64k shallow ofs-delta symref=HEAD:refs/heads/main\n"));
        packet(out, ascii(tip + " refs/heads/main\n"));
        out.writeBytes(ascii("0000"));
        return out.toByteArray();
    }

    private byte[] answer() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packet(out, ascii("shallow " + tip));
        out.writeBytes(ascii("0000"));
        packet(out, ascii("NAK\n"));
        int end = Math.min(firstBand, pack.length);
        for (int at = 0; at < pack.length; end = Math.min(at + BAND_BYTES, pack.length)) {
            byte[] band = new byte[end - at + 1];
            band[0] = 1;
            System.arraycopy(pack, at, band, 1, end - at);
            packet(out, band);
            at = end;
        }
        out.writeBytes(ascii("0000"));
        return out.toByteArray();
    }

    private static void packet(ByteArrayOutputStream out, byte[] content) {
        out.writeBytes(ascii(String.format("%04x", content.length + 4)));
        out.writeBytes(content);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
