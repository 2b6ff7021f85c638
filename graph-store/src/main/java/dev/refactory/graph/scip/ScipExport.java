package dev.refactory.graph.scip;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// A graph of ours as an SCIP index: metadata, a document for every file with facts, and the
/// symbols from outside. Written document by document, so memory holds one batch of files, and the
/// names of types and packages; the same graph gives the same bytes. One thread, one export.
public final class ScipExport {
    /// Files whose facts are asked for at a time.
    private static final int BATCH = 64;

    private final GraphView graph;
    private final CommitFiles commit;
    private final OutputStream out;
    private final TypeNames types;
    private final MessageBuffer index = new MessageBuffer();
    private final DocumentWriter documents;
    private final Set<String> external = new HashSet<>();
    private int count;

    private ScipExport(GraphView graph, CommitFiles commit, OutputStream out) {
        this.graph = graph;
        this.commit = commit;
        this.out = out;
        this.types = new TypeNames(graph);
        this.documents = new DocumentWriter(types);
    }

    /// @param projectRoot a URI that says which repository it is
    /// @param version of what made the graph
    public record About(String projectRoot, String version) {}

    /// @param graph made from `commit`
    /// @return documents written
    /// @throws IOException from `out`
    public static int write(About about, GraphView graph, CommitFiles commit, OutputStream out) throws IOException {
        ScipExport export = new ScipExport(graph, commit, out);
        export.metadata(about);
        export.documents();
        return export.count;
    }

    private void metadata(About about) throws IOException {
        MessageBuffer tool = new MessageBuffer()
                .text(ScipField.TOOL_NAME, OwnSymbols.SCHEME)
                .text(ScipField.TOOL_VERSION, about.version());
        MessageBuffer metadata = new MessageBuffer()
                .message(ScipField.METADATA_TOOL, tool)
                .text(ScipField.METADATA_PROJECT_ROOT, about.projectRoot())
                .number(ScipField.METADATA_TEXT_ENCODING, ScipField.UTF8_TEXT);
        index.message(ScipField.INDEX_METADATA, metadata).drainTo(out);
    }

    private void documents() throws IOException {
        List<String> paths = graph.files().stream().map(FileInfo::path).toList();
        for (int start = 0; start < paths.size(); start += BATCH) {
            Collection<FileFacts> batch =
                    new TreeMap<>(graph.facts(paths.subList(start, Math.min(start + BATCH, paths.size())))).values();
            types.learn(batch);
            for (FileFacts file : batch) {
                if (!file.declared().isEmpty() || !file.occurrences().isEmpty()) {
                    document(file);
                }
            }
            externals(batch);
        }
    }

    private void document(FileFacts file) throws IOException {
        String text = SourceText.decode(commit.read(file.blobId())).text();
        index.message(ScipField.INDEX_DOCUMENTS, documents.write(file, new LineIndex(text)))
                .drainTo(out);
        count++;
    }

    /// Each once, as the first file that mentions it describes it.
    private void externals(Collection<FileFacts> batch) throws IOException {
        List<SymbolInfo> found = new ArrayList<>();
        for (FileFacts file : batch) {
            for (SymbolInfo symbol : file.declared()) {
                if (symbol.path() == null && !OwnSymbols.local(symbol.symbol()) && external.add(symbol.symbol())) {
                    found.add(symbol);
                }
            }
        }
        for (SymbolInfo symbol : found) {
            index.message(ScipField.INDEX_EXTERNAL_SYMBOLS, documents.external(symbol))
                    .drainTo(out);
        }
    }
}
