package dev.refactory.graph.scip;

import java.util.List;

/// The files of the commit that an index is about.
public interface CommitFiles {
    /// Every entry, links and submodules included, by path.
    List<CommitFile> files();

    /// A blob's bytes.
    /// @throws dev.refactory.kit.problem.RefactoryException `limit_exceeded` when larger than the
    ///     limit on files
    byte[] read(String blobId);

    /// @param path relative to the repository's root, with `/`
    /// @param blobId the Git object id of its content, 40 hex digits
    /// @param regular no link and no submodule
    record CommitFile(String path, String blobId, boolean regular) {}
}
