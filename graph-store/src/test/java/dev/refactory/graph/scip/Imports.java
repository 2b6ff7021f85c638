package dev.refactory.graph.scip;

import com.sourcegraph.Scip;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.scip.ScipImport.Imported;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Indexes read for a commit in memory.
final class Imports {
    static final SnapshotKey KEY =
            new SnapshotKey(TenantId.DEFAULT, "repo_1", "1".repeat(40), ScipImport.ENGINE_VERSION);

    final MemoryGraphStore graphs = new MemoryGraphStore();
    private final Sources sources = new Sources();
    private ScipLimits limits = ScipLimits.DEFAULT;

    Imports with(String path, String text) {
        sources.with(path, text);
        return this;
    }

    Imports withLink(String path) {
        sources.withLink(path);
        return this;
    }

    Imports within(ScipLimits most) {
        limits = most;
        return this;
    }

    static Scip.Metadata metadata(String tool, String version) {
        return Scip.Metadata.newBuilder()
                .setToolInfo(Scip.ToolInfo.newBuilder().setName(tool).setVersion(version))
                .build();
    }

    static Scip.Index index(Scip.Document... documents) {
        return Scip.Index.newBuilder()
                .setMetadata(metadata("test", "1"))
                .addAllDocuments(List.of(documents))
                .build();
    }

    GraphView view(Scip.Index index) {
        return graphs.view(read(index).snapshot());
    }

    Imported read(Scip.Index index) {
        return read(index, "");
    }

    Imported read(Scip.Index index, String root) {
        return read(index.toByteArray(), root);
    }

    Imported read(byte[] index, String root) {
        try {
            Path file = Files.createTempFile("index", ".scip");
            try {
                Files.write(file, index);
                return ScipImport.read(graphs, KEY, sources, root, file, limits);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
