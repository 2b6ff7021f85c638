package dev.refactory.graph.codec;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;

/// A file with its facts as they are stored. Whoever made the facts can pack them, and who stores
/// them need not unpack more than the table.
///
/// @param names see [FileTable#names]
/// @param facts see [FileTable#facts]
public record PackedFile(FileInfo file, byte[] names, byte[] facts) {
    public static PackedFile of(FileFacts facts) {
        FileTable table = FileTable.of(facts);
        return new PackedFile(facts.file(), table.names(), table.facts());
    }

    /// @throws dev.refactory.kit.problem.RefactoryException `internal` when the bytes are not such
    public FileTable table() {
        return FileTable.read(names, facts);
    }

    /// All that is said of it.
    /// @throws dev.refactory.kit.problem.RefactoryException `internal` when the bytes are not such
    public FileFacts unpack() {
        return table().facts(file);
    }
}
