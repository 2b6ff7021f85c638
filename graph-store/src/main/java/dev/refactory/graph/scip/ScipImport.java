package dev.refactory.graph.scip;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.scip.CommitFiles.CommitFile;
import dev.refactory.graph.scip.ScipMessages.Document;
import dev.refactory.graph.scip.ScipMessages.Information;
import dev.refactory.graph.scip.ScipMessages.Metadata;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.GraphStore.SnapshotWriter;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An index of anybody's as a snapshot of a commit: the files it speaks of with their facts, all
/// others listed. It is read twice, once to see whether it can be kept; memory holds one document
/// and the global symbols. An index imported before for the same commit is replaced.
public final class ScipImport {
    /// In the place of an engine's version in the keys of imported snapshots.
    public static final String ENGINE_VERSION = "scip";

    private static final CompileContext NO_COMPILER = new CompileContext(8, List.of(), List.of(), List.of());

    private final CommitFiles commit;
    private final String root;
    private final Map<String, CommitFile> files = new LinkedHashMap<>();
    private final Set<String> indexed = new HashSet<>();
    private long relations;

    private ScipImport(CommitFiles commit, String root) {
        this.commit = commit;
        this.root = root;
        commit.files().forEach(file -> files.put(file.path(), file));
    }

    /// What came of it.
    ///
    /// @param tool the indexer, as the index names it
    /// @param symbols that the index declares
    public record Imported(
            SnapshotSummary snapshot, String tool, String toolVersion, int documents, int symbols, long relations) {}

    /// @param key of the snapshot, with [#ENGINE_VERSION]
    /// @param root directory of the repository that the index's paths start from; empty for the
    ///     repository's own
    /// @throws RefactoryException `invalid_request` or `limit_exceeded`, naming the document;
    ///     nothing is written then
    public static Imported read(
            GraphStore graphs, SnapshotKey key, CommitFiles commit, String root, Path index, ScipLimits limits) {
        if (!key.engineVersion().equals(ENGINE_VERSION)) {
            throw new IllegalArgumentException("Not the key of an imported snapshot: " + key);
        }
        String directory = directory(root);
        Survey survey = new Survey(limits);
        ScipReader.read(index, limits, survey);
        ScipImport reading = new ScipImport(commit, directory);
        try (SnapshotWriter writer = graphs.begin(key)) {
            ScipReader.read(index, limits, reading.into(writer, survey));
            reading.listOthers(writer);
            graphs.find(key).ifPresent(before -> graphs.delete(key.tenant(), before.snapshotId()));
            Metadata metadata = survey.metadata();
            return new Imported(
                    writer.commit(NO_COMPILER),
                    metadata.tool(),
                    metadata.version(),
                    survey.documents(),
                    survey.symbols(),
                    reading.relations);
        }
    }

    private static String directory(String root) {
        String plain = root.replaceAll("/+$", "");
        if (plain.isEmpty() || Survey.canonical(plain)) {
            return plain.isEmpty() ? "" : plain + "/";
        }
        throw new RefactoryException(
                ErrorCode.INVALID_REQUEST,
                "root",
                "The root '" + ScipFaults.shown(root)
                        + "' is no directory of a repository: give it with '/', without '.' and '..'.");
    }

    private ScipReader.Listener into(SnapshotWriter writer, Survey survey) {
        return new ScipReader.Listener() {
            @Override
            public void metadata(Metadata metadata) {
                // Known since the survey.
            }

            @Override
            public void document(Document document) {
                FileFacts facts = facts(document, survey);
                relations += facts.relations().size();
                indexed.add(facts.path());
                writer.add(facts);
            }

            @Override
            public void external(Information symbol) {
                // Described by the files that mention it.
            }
        };
    }

    private FileFacts facts(Document document, Survey survey) {
        String path = root + document.path();
        CommitFile file = files.get(path);
        if (file != null && file.regular()) {
            String text = SourceText.decode(commit.read(file.blobId())).text();
            if (!document.text().isEmpty() && !sameLines(document.text(), text)) {
                throw ScipFaults.document(
                        document.path(),
                        "was another text when it was indexed than in this commit: import the index for the commit it"
                                + " was made from.");
            }
            return new DocumentFacts(document, path, text, survey).of(file.blobId());
        }
        if (document.text().isEmpty()) {
            throw ScipFaults.document(
                    document.path(),
                    "is not in this commit" + nearest(document.path())
                            + ": import the index for the commit it was made from, and give the directory it was made"
                            + " in as root.");
        }
        return new DocumentFacts(document, path, document.text(), survey).of(blobId(document.text()));
    }

    /// A file of the commit that ends like the path, so that the missing root can be told.
    private String nearest(String path) {
        @Nullable
        String found = files.keySet().stream()
                .filter(known -> known.endsWith("/" + path))
                .findFirst()
                .orElse(null);
        return found == null ? "" : " (did you mean " + ScipFaults.shown(found) + "?)";
    }

    private static boolean sameLines(String one, String other) {
        return lines(one).equals(lines(other));
    }

    private static String lines(String text) {
        String unmarked = SourceText.unmarked(text);
        return unmarked.indexOf('\r') < 0 ? unmarked : unmarked.replace("\r\n", "\n");
    }

    /// What Git would call this content.
    private static String blobId(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }

    private void listOthers(SnapshotWriter writer) {
        for (CommitFile file : files.values()) {
            if (!indexed.contains(file.path())) {
                FileProblem why = file.regular()
                        ? new FileProblem(
                                FileProblem.Kind.OTHER_LANGUAGE, "The imported index says nothing about this file.")
                        : new FileProblem(
                                FileProblem.Kind.NOT_A_REGULAR_FILE, "A link or a submodule, which is not followed.");
                writer.add(FileFacts.withoutFacts(file.path(), file.blobId(), extension(file.path()), 0, why));
            }
        }
    }

    /// In lower case; empty when there is none.
    static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
