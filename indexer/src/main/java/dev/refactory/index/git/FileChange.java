package dev.refactory.index.git;

import org.jspecify.annotations.Nullable;

/// One file of a patch before and after.
///
/// @param oldPath as the tree has it; null for a new file
/// @param oldId object id, 40 hex digits; all zeros for a new file
/// @param mode octal file mode, the same on both sides
record FileChange(
        byte @Nullable [] oldPath, byte[] newPath, int mode, byte[] before, byte[] after, String oldId, String newId) {
    boolean renamed() {
        return oldPath != null && !java.util.Arrays.equals(oldPath, newPath);
    }
}
