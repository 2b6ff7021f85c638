package dev.refactory.index.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Certificates of an authority made for one test, by the JDK's `keytool`.
final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    /// Makes the authority.
    Certificates(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Acme CA", "-ext", "bc:c", "-validity", "30");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-file", authority().toString());
    }

    /// The authority's own certificate, as PEM.
    Path authority() {
        return directory.resolve("ca.pem");
    }

    /// What serves TLS with a certificate that the authority signs.
    /// @param host for example `ip:127.0.0.1` or `dns:git.example.com`
    /// @param from for example `-10d`
    SSLContext signed(String host, String from, int days) throws IOException, GeneralSecurityException {
        String alias = "host" + Math.abs((host + from).hashCode());
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-signer",
                "ca",
                "-ext",
                "SAN=" + host,
                "-startdate",
                from,
                "-validity",
                String.valueOf(days));
        return serving(alias);
    }

    private SSLContext serving(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load((InputStream) null, null);
        one.setKeyEntry(
                alias,
                all.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Path store() {
        return directory.resolve("all.p12");
    }

    private void keytool(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-noprompt", "-J-XX:TieredStopAtLevel=1"));
        if (words[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        Path said = Files.createTempFile(directory, "keytool", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + " says " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
