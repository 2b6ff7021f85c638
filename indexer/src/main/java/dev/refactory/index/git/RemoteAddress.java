package dev.refactory.index.git;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/// A Git URL or path as a request names it, parsed once. Prints without credentials.
///
/// @param label what messages call it: no user, no password, no query
/// @param uri with credentials and for the transport only; null for a local path
/// @param path absolute; null for a remote
record RemoteAddress(
        String label, @Nullable URIish uri, @Nullable Path path) {
    private static final int MAX_LENGTH = 2_048;

    /// @throws RefactoryException `repository_unavailable` when it is neither an address nor a path
    static RemoteAddress parse(String gitUrl) {
        if (gitUrl.isBlank() || gitUrl.length() > MAX_LENGTH || hasControls(gitUrl)) {
            throw unusable("the repository's address", "is empty, too long or has control characters");
        }
        if (gitUrl.regionMatches(true, 0, "file:", 0, 5)) {
            return local(gitUrl.substring(5).replaceFirst("^//(localhost)?(?=/)", ""));
        }
        if (gitUrl.startsWith("/")) {
            return local(gitUrl);
        }
        return remote(gitUrl);
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    private static RemoteAddress local(String path) {
        if (!path.startsWith("/")) {
            throw unusable(path, "is not an absolute path");
        }
        Path normal;
        try {
            normal = Path.of(path).normalize();
        } catch (InvalidPathException e) {
            throw unusable("the repository's address", "is no path that this server can name");
        }
        return new RemoteAddress(normal.toString(), null, normal);
    }

    private static RemoteAddress remote(String gitUrl) {
        URIish uri;
        try {
            uri = new URIish(gitUrl);
        } catch (URISyntaxException e) {
            // The cause would repeat the address, credentials included.
            throw unusable("the repository's address", "is not a Git URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (scheme.isEmpty() || host.isEmpty() || host.startsWith("-") || gitUrl.indexOf('\\') >= 0) {
            throw unusable("the repository's address", "is not of the form https://host/path");
        }
        String rawPath = uri.getPath() == null ? "" : uri.getPath();
        int query = Math.max(rawPath.indexOf('?'), rawPath.indexOf('#'));
        if (query >= 0) {
            throw unusable(scheme + "://" + host, "has a query or a fragment, which a Git URL does not have");
        }
        int port = uri.getPort();
        boolean usual = port < 0 || scheme.equals("https") && port == 443 || scheme.equals("http") && port == 80;
        String path = rawPath.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        String label = scheme + "://" + host + (usual ? "" : ":" + port) + (path.startsWith("/") ? "" : "/") + path;
        return new RemoteAddress(label, uri.setScheme(scheme).setHost(host), null);
    }

    private static RefactoryException unusable(String subject, String why) {
        return new RefactoryException(
                ErrorCode.REPOSITORY_NOT_FOUND,
                subject,
                subject + " " + why + ": give an https:// Git URL, or an absolute path that the server may read.");
    }

    /// What the credentials of a remote's host are kept under: `host`, or `host:port` where the
    /// port is not 443.
    String host() {
        return uri == null ? "" : HostCredentials.hostKey(uri);
    }

    /// As it was given, without credentials.
    String shown() {
        return uri == null ? label : uri.setUser(null).setPass(null).toString();
    }

    String scheme() {
        return uri == null ? "file" : uri.getScheme();
    }

    @Override
    public String toString() {
        return label;
    }
}
