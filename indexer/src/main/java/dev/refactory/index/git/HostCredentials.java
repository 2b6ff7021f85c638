package dev.refactory.index.git;

import dev.refactory.index.git.GitCredentials.Credential;
import java.util.Locale;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/// Gives one host's credential to that host, by the scheme and port it was asked for with, and to
/// nobody else.
final class HostCredentials extends CredentialsProvider {
    private final String scheme;
    private final String host;
    private final Credential credential;

    /// @param uri of the repository
    HostCredentials(URIish uri, Credential credential) {
        this.scheme = scheme(uri);
        this.host = hostKey(uri);
        this.credential = credential;
    }

    private static String scheme(URIish uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    /// What the credential of a URL's host is kept under.
    static String hostKey(URIish uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return uri.getPort() < 0 || uri.getPort() == 443 ? host : host + ":" + uri.getPort();
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (CredentialItem item : items) {
            if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        if (!scheme(uri).equals(scheme) || !hostKey(uri).equals(host) || !supports(items)) {
            return false;
        }
        for (CredentialItem item : items) {
            if (item instanceof CredentialItem.Username name) {
                name.setValue(credential.username());
            } else if (item instanceof CredentialItem.Password password) {
                password.setValue(credential.token().toCharArray());
            }
        }
        return true;
    }
}
