package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.LocalRepository;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Style;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sends commits of a repository on this machine to the server, as a Git bundle.
final class Upload {
    private static final int NAME = 120;

    private final Context context;
    private final ApiClient client;

    Upload(Context context, ApiClient client) {
        this.context = context;
        this.client = client;
    }

    /// Whether a server may be able to read paths of this machine: it runs here.
    static boolean readsPaths(URI server) {
        String host = server.getHost() == null ? "" : server.getHost();
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /// Whether an error says that the server may not, or cannot, read a path that is here.
    static boolean unreadable(String code) {
        return code.equals(ErrorCode.PATH_NOT_ALLOWED.code()) || code.equals(ErrorCode.REPOSITORY_NOT_FOUND.code());
    }

    /// @param wanted a branch, a tag or a commit; not read with `worktree`
    /// @param worktree sends what lies in the working tree, uncommitted changes included
    /// @return the `repository_context` of what was sent
    ObjectNode send(Path root, String wanted, boolean worktree) {
        try (LocalRepository repository = LocalRepository.open(root)) {
            String commit = worktree ? repository.worktree() : repository.commit(wanted);
            LocalRepository.Bundle bundle = repository.bundle(commit);
            context.err()
                    .println("Sending " + Style.safe(root.toString()) + " to " + client.server() + " ("
                            + JobView.bytes(bundle.file().toFile().length()) + ").");
            JsonNode stored = client.upload(nameOf(root), bundle.file());
            return Json.object()
                    .put("repository_id", stored.path("id").asText())
                    .put("commit", bundle.commit());
        }
    }

    /// What the server calls it: the directory's name, in the characters that names may have.
    static String nameOf(Path root) {
        String last = root.getFileName() == null ? "" : root.getFileName().toString();
        String name = (Files.exists(root.resolve(".git")) ? last : last.replaceAll("\\.git$", ""))
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("^[.-]+", "");
        return name.isEmpty() ? "repository" : name.substring(0, Math.min(NAME, name.length()));
    }
}
