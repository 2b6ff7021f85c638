package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.Git;
import dev.refactory.client.LocalRepository;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.text.Counted;
import dev.refactory.screen.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description =
                "Applies a job's patch to a working tree: all of it, or nothing. Your uncommitted changes are never "
                        + "touched.")
final class ApplyCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "JOB")
    private String jobId = "";

    @Parameters(index = "1", paramLabel = "REPO", arity = "0..1", description = "A local repository; default: here.")
    private String repository = ".";

    @Option(names = "--reverse", description = "Takes the patch out again.")
    private boolean reverse;

    @Option(
            names = "--commits",
            description = "As commits on top of HEAD, one for each recipe of the job; HEAD must be what the job read.")
    private boolean commits;

    ApplyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (commits && reverse) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "--commits",
                    "--commits and --reverse exclude each other: git revert takes a commit back.");
        }
        Path root = workTree();
        try (ApiClient client = context.client(options)) {
            JsonNode job = client.job(jobId);
            if (!"succeeded".equals(job.path("status").asText())) {
                throw new RefactoryException(
                        ErrorCode.NOT_READY,
                        jobId,
                        "There is no patch to apply: " + jobId + " is "
                                + job.path("status").asText() + ".");
            }
            byte[] patch = client.patch(jobId, commits);
            if (patch.length == 0) {
                if (options.json) {
                    context.printJson(answer());
                }
                context.err().println("Nothing to apply: the job found that no change is needed.");
                return Exit.SUCCEEDED;
            }
            Path file = Files.createTempFile("refactory-", ".patch");
            try {
                Files.write(file, patch);
                if (commits) {
                    commit(new Git(root), file, job);
                } else {
                    apply(new Git(root), file, job);
                }
            } finally {
                Files.delete(file);
            }
            return Exit.SUCCEEDED;
        }
    }

    private Path workTree() {
        RepositoryArgument argument =
                RepositoryArgument.parse(repository, context.surroundings().workingDirectory());
        Path root = argument.local();
        if (root == null || !Files.exists(root.resolve(".git"))) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    repository,
                    "A patch is applied to a working tree: name the path of a clone, not " + repository + ".");
        }
        return root;
    }

    private void apply(Git git, Path patch, JsonNode job) {
        Set<String> files = touched(git, patch);
        refuseUncommitted(git, files, commitOf(job));
        String[] way = reverse ? new String[] {"--reverse"} : new String[0];
        Git.Result check = git.run(words("apply", "--check", way, patch));
        if (!check.ok()) {
            throw doesNotApply(git, job, check.output());
        }
        git.must(words("apply", "--whitespace=nowarn", way, patch));
        if (options.json) {
            ObjectNode answer = answer();
            files.stream().sorted().forEach(answer.withArray("files")::add);
            context.printJson(answer);
        } else {
            context.out()
                    .println(context.style().tick() + (reverse ? " Took the patch of " : " Applied the patch of ")
                            + Style.safe(jobId) + (reverse ? " out of " : " to ")
                            + Counted.of(files.size(), "file") + " in " + git.directory() + ".");
            context.out()
                    .println("  next      git diff   " + (reverse ? "" : "undo: refactory apply --reverse " + jobId));
        }
    }

    private void commit(Git git, Path mailbox, JsonNode job) {
        List<SeriesOfCommits.Commit> made = new SeriesOfCommits(git, jobId, commitOf(job)).apply(mailbox);
        if (options.json) {
            ObjectNode answer = answer();
            made.forEach(commit -> answer.withArray("commits")
                    .addObject()
                    .put("commit", commit.id())
                    .put("subject", commit.subject()));
            context.printJson(answer);
            return;
        }
        context.out()
                .println(context.style().tick() + " Made " + Counted.of(made.size(), "commit") + " of "
                        + Style.safe(jobId) + " in " + git.directory() + ".");
        made.forEach(commit -> context.out()
                .println("  " + context.style().yellow(commit.id().substring(0, 12)) + "  "
                        + Style.safe(commit.subject())));
        context.out().println("  next      git show   undo: git reset --keep HEAD~" + made.size());
    }

    private ObjectNode answer() {
        ObjectNode answer = Json.object();
        answer.put("job_id", jobId);
        answer.put("reversed", reverse);
        answer.putArray(commits ? "commits" : "files");
        return answer;
    }

    private static String[] words(String command, String mode, String[] way, Path patch) {
        return Stream.concat(Stream.of(command, mode), Stream.concat(Arrays.stream(way), Stream.of(patch.toString())))
                .toArray(String[]::new);
    }

    /// Every path of the patch, as it is before and after: of a file that is renamed, both.
    private static Set<String> touched(Git git, Path patch) {
        Set<String> files = new HashSet<>(numstat(git, "apply", "--numstat", "-z", patch.toString()));
        files.addAll(numstat(git, "apply", "--numstat", "-z", "--reverse", patch.toString()));
        return files;
    }

    private static List<String> numstat(Git git, String... words) {
        return new Git.Result(0, git.must(words))
                .entries().stream()
                        .map(entry -> entry.substring(entry.lastIndexOf('\t') + 1))
                        .filter(path -> !path.isEmpty())
                        .toList();
    }

    private void refuseUncommitted(Git git, Set<String> files, String base) {
        if (reverse) {
            return; // the changes that are there are the patch's own; git checks that they are
        }
        List<String> changed =
                Uncommitted.paths(git).stream().filter(files::contains).sorted().toList();
        if (!changed.isEmpty() && !readTheseChanges(git, base)) {
            throw new RefactoryException(
                    ErrorCode.INVALID_STATE,
                    "working tree",
                    "Nothing was applied: the patch changes files that have uncommitted changes ("
                            + Uncommitted.named(changed) + "). Commit or stash them first.");
        }
    }

    /// Whether the job read the working tree as it lies here (`submit --worktree`): then it is what
    /// is changed.
    private static boolean readTheseChanges(Git git, String base) {
        try (LocalRepository repository = LocalRepository.open(git.directory())) {
            return repository.worktree().equals(base);
        }
    }

    private RefactoryException doesNotApply(Git git, JsonNode job, String said) {
        String base = commitOf(job);
        String head = git.run("rev-parse", "HEAD").output().strip();
        String why = base.isEmpty() || base.equals(head)
                ? ""
                : " The job read commit " + shorten(base) + " and HEAD is " + shorten(head)
                        + ": submit it again for HEAD, or check out that commit.";
        String first = said.lines().findFirst().orElse("git apply --check failed");
        return new RefactoryException(
                ErrorCode.INVALID_STATE,
                jobId,
                "Nothing was applied: the patch does not fit " + git.directory() + " (" + first + ")." + why);
    }

    private static String commitOf(JsonNode job) {
        for (JsonNode holder : List.of(job.path("result"), job.path("plan"), job)) {
            for (String member : List.of("commit", "commit_id", "base_commit")) {
                if (holder.path(member).isTextual()) {
                    return holder.path(member).asText();
                }
            }
        }
        return "";
    }

    private static String shorten(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }
}
