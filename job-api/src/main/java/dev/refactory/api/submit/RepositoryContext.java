package dev.refactory.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.repository.RepositoryService;
import dev.refactory.api.repository.RepositoryService.RepositoryInfo;
import dev.refactory.kit.http.UrlRedaction;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which repository a request is about.
sealed interface RepositoryContext {
    /// How lists show it: a URL without credentials, or `inline`.
    String shown();

    /// The repository's id; null where repositories are not kept, and for inline files.
    @Nullable
    String repositoryId();

    /// The branch it is about, where jobs of a branch are counted: its ref as given, empty for a commit or HEAD; null
    /// for inline files.
    default @Nullable String branch() {
        return branch(json());
    }

    /// The same, as [#json()] has it.
    static @Nullable String branch(JsonNode repository) {
        String ref = repository.path("ref").textValue();
        return repository.has("files") ? null : ref == null ? "" : ref;
    }

    /// As the indexer reads it, with the member `kind`.
    ObjectNode json();

    /// @param ref a branch, tag or full ref name; null with a commit, or for the remote's HEAD
    record Remote(
            String gitUrl,
            @Nullable String repositoryId,
            @Nullable String ref,
            @Nullable String commit) implements RepositoryContext {
        @Override
        public String shown() {
            return UrlRedaction.redact(gitUrl);
        }

        @Override
        public ObjectNode json() {
            return Json.object()
                    .put("kind", "remote")
                    .put("git_url", gitUrl)
                    .put("ref", ref)
                    .put("commit", commit);
        }
    }

    /// A whole small repository.
    record Manifest(List<InlineFile> files) implements RepositoryContext {
        /// Without making all its files' text first.
        @Override
        public @Nullable String branch() {
            return null;
        }

        @Override
        public String shown() {
            return "inline";
        }

        @Override
        public @Nullable String repositoryId() {
            return null;
        }

        @Override
        public ObjectNode json() {
            ObjectNode json = Json.object().put("kind", "manifest");
            ArrayNode array = json.putArray("files");
            files.forEach(
                    file -> array.addObject().put("path", file.path()).put("content_base64", file.contentBase64()));
            return json;
        }
    }

    /// A repository whose bundle was uploaded.
    ///
    /// @param ref null with a commit, or for the bundle's HEAD
    record Upload(
            String repositoryId,
            String name,
            @Nullable String ref,
            @Nullable String commit) implements RepositoryContext {
        @Override
        public String shown() {
            return "upload:" + name;
        }

        @Override
        public ObjectNode json() {
            return Json.object()
                    .put("kind", "upload")
                    .put("repository_id", repositoryId)
                    .put("ref", ref)
                    .put("commit", commit);
        }
    }

    /// Reads the member `repository_context`; null when there were faults.
    ///
    /// @param repositories null when none are kept here
    static @Nullable RepositoryContext read(
            Members request, TenantId tenant, @Nullable RepositoryService repositories) {
        Members context = request.object("repository_context");
        if (context == null) {
            if (request.value("repository_context") == null) {
                request.fault(
                        "repository_context",
                        "Required: give {\"git_url\": …, \"ref\": …}, {\"repository_id\": …, \"ref\": …} or "
                                + "{\"files\": [{\"path\": …, \"content\": …}]}");
            }
            return null;
        }
        context.refuseOthers(Set.of("git_url", "ref", "commit", "files", "repository_id"));
        JsonNode files = context.value("files");
        JsonNode url = context.value("git_url");
        JsonNode id = context.value("repository_id");
        if ((files == null ? 0 : 1) + (url == null ? 0 : 1) + (id == null ? 0 : 1) != 1) {
            request.fault("repository_context", "Give exactly one of git_url, repository_id and files.");
            return null;
        }
        if (files != null) {
            return InlineFile.readAll(context, files);
        }
        return url != null ? Remotes.read(context, tenant, repositories) : stored(context, tenant, repositories);
    }

    private static @Nullable RepositoryContext stored(
            Members context, TenantId tenant, @Nullable RepositoryService repositories) {
        if (repositories == null) {
            context.notAvailable("repository_id", "Repositories are not kept here: give git_url or files instead.");
            return null;
        }
        String ref = Remotes.ref(context);
        String commit = Remotes.commit(context);
        String id = context.text("repository_id", 80);
        RepositoryInfo known = id == null ? null : repositories.find(tenant, id).orElse(null);
        if (known == null) {
            if (id != null) {
                context.faults()
                        .add(
                                ErrorCode.REPOSITORY_NOT_FOUND,
                                context.at("repository_id"),
                                "There is no repository '" + id + "': GET /v2/repositories lists them.");
            }
            return null;
        }
        String url = known.gitUrl();
        return url != null
                ? new Remote(url, Remotes.identify(context, "repository_id", url, tenant, repositories), ref, commit)
                : new Upload(known.repositoryId(), String.valueOf(known.name()), ref, commit);
    }

    /// Reads `{git_url, ref | commit}`, and refuses addresses that need no network to be refused.
    final class Remotes {
        private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
        private static final Pattern URL = Pattern.compile("(?i)(https?|ssh|git|file)://[^/\\s\\\\].*|file:///.*|/.*");
        private static final Pattern SCP_LIKE = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^:\\s]+");
        /// What git refuses in a ref name.
        private static final Pattern NOT_A_REF =
                Pattern.compile("[ ~^:?*\\[\\\\]|\\.\\.|@\\{|//|^[-/.]|/\\.|[/.]$|\\.lock$|^@$");

        private Remotes() {}

        /// Without judging the address.
        static @Nullable Remote read(Members context) {
            return read(context, TenantId.DEFAULT, null);
        }

        static @Nullable Remote read(Members context, TenantId tenant, @Nullable RepositoryService repositories) {
            String url = context.text("git_url", Limits.URL_CHARACTERS);
            String ref = ref(context);
            String commit = commit(context);
            if (url == null) {
                return null;
            }
            String id = checkUrl(context, url) && repositories != null
                    ? identify(context, "git_url", url, tenant, repositories)
                    : null;
            return new Remote(url, id, ref, commit);
        }

        static @Nullable String identify(
                Members context, String member, String url, TenantId tenant, RepositoryService repositories) {
            try {
                return repositories.identify(tenant, url);
            } catch (RefactoryException e) {
                context.faults().add(e.code(), context.at(member), e.sentence());
                return null;
            }
        }

        static @Nullable String ref(Members context) {
            String ref = context.text("ref", Limits.REF_CHARACTERS);
            if (ref != null && NOT_A_REF.matcher(ref).find()) {
                context.fault("ref", "'" + ref + "' is not a ref name: give a branch, a tag or refs/….");
            }
            return ref;
        }

        static @Nullable String commit(Members context) {
            String commit = context.text("commit", 64);
            if (commit != null && context.value("ref") != null) {
                context.fault("commit", "Give ref or commit, not both.");
            }
            if (commit != null && !COMMIT.matcher(commit).matches()) {
                context.fault(
                        "commit", "Must be a full commit id of 40 or 64 lower-case hex digits; a name goes in ref.");
            }
            return commit;
        }

        private static boolean checkUrl(Members context, String url) {
            boolean ssh = url.regionMatches(true, 0, "ssh://", 0, 6);
            if (!ssh && UrlRedaction.holdsCredentials(url)) {
                context.fault(
                        "git_url",
                        "Credentials do not belong in a URL, where lists and logs would keep them: give "
                                + withoutCredentials(url)
                                + ", or a local clone's path where the server allows paths.");
                return false;
            }
            if (!URL.matcher(url).matches() && !SCP_LIKE.matcher(url).matches()) {
                context.fault(
                        "git_url", "'" + url + "' is not a Git URL: give https://host/path.git, or an absolute path.");
                return false;
            }
            return true;
        }

        private static String withoutCredentials(String url) {
            return UrlRedaction.redact(url).replace("***@", "").replaceAll("\\?.*", "");
        }
    }
}
