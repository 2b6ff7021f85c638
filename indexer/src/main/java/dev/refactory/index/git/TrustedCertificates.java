package dev.refactory.index.git;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Authorities that Git hosts may be signed by, besides those the platform trusts; and why a host
/// was not believed.
final class TrustedCertificates {
    private static final long MOST_BYTES = 4 << 20;

    private TrustedCertificates() {}

    /// What makes TLS connections that also trust the certificates of a file.
    /// @param pem one certificate or more; read once
    /// @throws RefactoryException `configuration_invalid`
    static SSLSocketFactory also(Path pem) {
        Collection<? extends Certificate> extra = read(pem);
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int alias = 0;
            for (X509Certificate usual : platform().getAcceptedIssuers()) {
                all.setCertificateEntry("usual" + alias++, usual);
            }
            for (Certificate each : extra) {
                all.setCertificateEntry("extra" + alias++, each);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager(all)}, null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(pem, "cannot be used (" + e.getMessage() + ")");
        }
    }

    private static X509TrustManager platform() throws GeneralSecurityException {
        return manager(null);
    }

    private static X509TrustManager manager(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("the platform checks no certificates");
    }

    private static Collection<? extends Certificate> read(Path pem) {
        Collection<? extends Certificate> found;
        try {
            if (Files.size(pem) > MOST_BYTES) {
                throw unusable(pem, "is larger than " + MOST_BYTES + " bytes");
            }
            byte[] bytes = Files.readAllBytes(pem);
            found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
        } catch (NoSuchFileException e) {
            throw unusable(pem, "does not exist");
        } catch (IOException e) {
            throw unusable(pem, "cannot be read");
        } catch (CertificateException e) {
            throw unusable(pem, "holds something else than certificates");
        }
        if (found.isEmpty()) {
            throw unusable(pem, "holds no certificate");
        }
        return found;
    }

    private static RefactoryException unusable(Path pem, String why) {
        return new RefactoryException(
                ErrorCode.CONFIGURATION_INVALID,
                "git.ca-certificates",
                "The file " + pem + " of git.ca-certificates " + why
                        + ": give a PEM file of one certificate or more, each from -----BEGIN CERTIFICATE----- to"
                        + " -----END CERTIFICATE-----.");
    }

    /// Why the host at the other end was not believed, as it completes "its certificate …"; null when it is not about
    /// a certificate.
    static @Nullable String fault(Throwable failure) {
        boolean tls = false;
        for (Throwable e = failure; e != null; e = e.getCause()) {
            tls |= e instanceof SSLException;
            String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (e instanceof CertificateExpiredException) {
                return "has expired";
            }
            if (e instanceof CertificateNotYetValidException) {
                return "is not valid yet";
            }
            if (tls && (said.startsWith("no subject alternative") || said.startsWith("no name matching"))) {
                return "is of another host";
            }
            if (tls && e.getCause() == null && said.contains("certification path")) {
                return "is signed by no authority that this server trusts";
            }
            if (tls && e.getCause() == null && e instanceof CertificateException) {
                return "is not accepted (" + GitErrors.redacted(e) + ")";
            }
        }
        return null;
    }
}
