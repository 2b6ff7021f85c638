package dev.refactory.index.git;

import org.eclipse.jgit.lib.ObjectId;

/// What a name in a directory of a tree stands for.
sealed interface TreeItem permits Directory, TreeItem.Leaf {
    /// A file, a link, or another repository's commit.
    record Leaf(int mode, ObjectId id) implements TreeItem {}
}
