package dev.refactory.api.submit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Bodies and parameters about repositories and credentials, checked.
public final class RepositoryRequests {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0," + (Limits.REPOSITORY_NAME_CHARACTERS - 1) + "}");
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}(:|$))[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?");
    /// What may stand in a header: printable ASCII without blanks.
    private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]+");

    private RepositoryRequests() {}

    /// @param gitUrl without credentials
    /// @param ref null together with a commit, or for the remote's HEAD
    public record NewRemote(
            String gitUrl, @Nullable String ref, @Nullable String commit) {}

    /// A body `{"git_url", "ref" | "commit"}`.
    /// @throws RefactoryException naming every fault
    public static NewRemote remote(byte[] body) {
        ObjectNode object = RequestJson.parse(body);
        Faults faults = new Faults();
        Members members = new Members(object, "", faults);
        members.refuseOthers(Set.of("git_url", "ref", "commit"));
        if (members.value("git_url") == null) {
            members.fault("git_url", "Required: https://host/path.git, or send a bundle as application/x-git-bundle.");
        }
        RepositoryContext.Remote remote = RepositoryContext.Remotes.read(members);
        faults.throwIfAny();
        if (remote == null) {
            throw new IllegalStateException("A request without faults could not be read");
        }
        return new NewRemote(remote.gitUrl(), remote.ref(), remote.commit());
    }

    /// Whether an uploaded repository may be called so.
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /// The request that indexes a repository and changes nothing: a quote for a recipe that only reads.
    public static byte[] indexing(String recipe, String repositoryId, @Nullable String ref, @Nullable String commit) {
        ObjectNode json = Json.object();
        json.putObject("recipe").put("name", recipe);
        json.putObject("repository_context")
                .put("repository_id", repositoryId)
                .put("ref", ref)
                .put("commit", commit);
        json.putObject("metadata").put("purpose", "index");
        return Json.write(json).getBytes(StandardCharsets.UTF_8);
    }

    /// A host as credentials are kept for it.
    /// @throws RefactoryException `invalid_request`
    public static String host(String given) {
        String host = given.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            String shown = given.length() > 80 ? given.substring(0, 80) + "…" : given;
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "host",
                    "'" + shown + "' is not a host: give a name such as git.example.com, or name:port.");
        }
        return host;
    }

    /// @param username null where the token alone is enough
    public record Credential(@Nullable String username, String token) {
        @Override
        public String toString() {
            return "Credential[…]";
        }
    }

    /// A body `{"username", "token"}`. No fault repeats what was given.
    /// @throws RefactoryException naming every fault
    public static Credential credential(byte[] body) {
        ObjectNode object = RequestJson.parseSecret(body);
        Faults faults = new Faults();
        Members members = new Members(object, "", faults);
        object.fieldNames().forEachRemaining(name -> {
            if (!name.equals("username") && !name.equals("token")) {
                faults.add(ErrorCode.INVALID_REQUEST, "body", "Only username and token are known.");
            }
        });
        if (members.value("token") == null) {
            members.fault("token", "Required: the host's access token; it is kept encrypted and never shown.");
        }
        String token = secret(members, "token", Limits.TOKEN_CHARACTERS);
        String username = secret(members, "username", Limits.USERNAME_CHARACTERS);
        if (username != null && username.indexOf(':') >= 0) {
            members.fault("username", "Must not contain a colon.");
        }
        faults.throwIfAny();
        if (token == null) {
            throw new IllegalStateException("A request without faults could not be read");
        }
        return new Credential(username, token);
    }

    private static @Nullable String secret(Members members, String name, int maxCharacters) {
        String text = members.text(name, maxCharacters);
        if (text != null && !SECRET.matcher(text).matches()) {
            members.fault(name, "Must be printable ASCII without blanks.");
            return null;
        }
        return text;
    }
}
