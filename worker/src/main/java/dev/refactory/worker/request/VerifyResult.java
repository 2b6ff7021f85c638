package dev.refactory.worker.request;

import org.jspecify.annotations.Nullable;

/// What VERIFY found, and what PUBLISH must find again before it publishes.
///
/// @param patchSha256 of the diff's bytes, 64 hex digits
/// @param gitAgrees what the `git` command says; null where there is none
/// @param newCompileErrors errors the compiler reports after the change and not before, the planned names aside
/// @param recheckedFiles files attributed again, changed ones included
public record VerifyResult(
        String patchSha256,
        boolean applies,
        boolean reverses,
        @Nullable Boolean gitAgrees,
        boolean parses,
        boolean bindingsPreserved,
        int newCompileErrors,
        boolean idempotent,
        int recheckedFiles) {
    /// A job that changes nothing: there is nothing that could go wrong.
    public static VerifyResult ofNoChange(String emptySha256) {
        return new VerifyResult(emptySha256, true, true, null, true, true, 0, true, 0);
    }
}
