package dev.refactory.index.git;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.jspecify.annotations.Nullable;

/// What can go wrong between a source and a commit, in words without credentials.
final class GitErrors {
    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");
    private static final int MAX_SIMILAR = 5;

    private GitErrors() {}

    /// The remote refused access.
    /// @param sent whether credentials were sent
    static RefactoryException refused(RemoteAddress address, boolean sent) {
        String host = address.host();
        String sentence = sent
                ? host + " does not accept the credentials kept for it when asked for " + address.label()
                        + ": keep others with `refactory credentials set " + host
                        + "`, or see that they may read the repository."
                : "The repository " + address.label()
                        + " is private or does not exist, and no credentials are kept for " + host
                        + ": keep some with `refactory credentials set " + host + "`.";
        return new RefactoryException(ErrorCode.AUTHENTICATION_REQUIRED, host, sentence);
    }

    static RefactoryException unavailable(RemoteAddress address, Throwable cause) {
        String certificate = TrustedCertificates.fault(cause);
        if (certificate != null) {
            return certificateRefused(address, certificate);
        }
        String why = why(cause);
        return new RefactoryException(
                ErrorCode.REPOSITORY_UNAVAILABLE,
                address.label(),
                "The repository " + address.label() + " cannot be read (" + why
                        + "): check the address and the access rights, or try again later.");
    }

    private static RefactoryException certificateRefused(RemoteAddress address, String fault) {
        String host = address.host();
        return new RefactoryException(
                ErrorCode.CERTIFICATE_REFUSED,
                host,
                "The repository " + address.label() + " is not fetched, because " + host
                        + " does not prove who it is: its certificate " + fault
                        + ". See that the address is right; where the certificate is of an authority of your own,"
                        + " have the operator name that in git.ca-certificates.");
    }

    private static String why(Throwable cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof NoRemoteRepositoryException) {
                return "there is no Git repository there";
            }
            if (e instanceof java.net.UnknownHostException) {
                return "its host is unknown";
            }
            if (e instanceof VettedSockets.AddressRefused) {
                return redacted(e);
            }
        }
        return redacted(cause);
    }

    /// The exception's message without what stands before `@` in addresses.
    static String redacted(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return USER_INFO.matcher(message).replaceAll("://").replace('\n', ' ');
    }

    static RefactoryException empty(String label) {
        return new RefactoryException(
                ErrorCode.REPOSITORY_EMPTY, label, "The repository " + label + " has no commits: push one first.");
    }

    static RefactoryException noHead(String label, Collection<String> branches) {
        return new RefactoryException(
                ErrorCode.UNKNOWN_REF,
                "HEAD",
                "The repository " + label + " has no default branch: name a ref" + similar("main", branches) + ".");
    }

    static RefactoryException unknownRef(String label, String ref, Collection<String> known) {
        return new RefactoryException(
                ErrorCode.UNKNOWN_REF,
                ref,
                "The repository " + label + " has no branch or tag " + ref + ": name one it has" + similar(ref, known)
                        + ".");
    }

    static RefactoryException unknownCommit(String label, String commit) {
        return new RefactoryException(
                ErrorCode.UNKNOWN_REF,
                commit,
                "The repository " + label + " has no commit " + commit
                        + " below any branch or tag, as far as this server looks: push it, or name a branch or tag.");
    }

    static RefactoryException notACommit(String asked, Throwable cause) {
        return new RefactoryException(
                ErrorCode.UNKNOWN_REF, asked, asked + " is not a commit: name a branch, a tag or a commit.", cause);
    }

    private static String similar(String wanted, Collection<String> known) {
        if (known.isEmpty()) {
            return "";
        }
        List<String> nearest = Nearest.ranked(wanted, known, ref -> ref, MAX_SIMILAR);
        return ", for example " + String.join(", ", nearest);
    }

    static RefactoryException limit(String subject, String sentence) {
        return new RefactoryException(ErrorCode.LIMIT_EXCEEDED, subject, sentence);
    }

    /// The remote's pack was refused.
    static RefactoryException tooLarge(RemoteAddress address, Throwable cause) {
        return limit(
                address.label(),
                "The repository " + address.label() + " is larger than this server fetches (" + redacted(cause)
                        + "): name a branch or a tag, so that no history is fetched, or upload a bundle without what is"
                        + " large.");
    }

    static RefactoryException damaged(String subject, @Nullable Throwable cause) {
        return new RefactoryException(
                ErrorCode.REPOSITORY_UNAVAILABLE,
                subject,
                "The copy of " + subject + " cannot be read: submit the job again, which fetches it again.",
                cause);
    }
}
