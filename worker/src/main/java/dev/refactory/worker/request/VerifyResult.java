package dev.refactory.worker.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What VERIFY found, and what PUBLISH must find again before it publishes.
///
/// @param level what was asked for; what it does not check is null below
/// @param patchSha256 of the whole diff's bytes, 64 hex digits
/// @param stepSha256 of each step's diff
/// @param gitAgrees what the `git` command says; null where there is none
/// @param bindingsPreserved every binding is what it was but for what was planned
/// @param newCompileErrors errors the compiler reports after the change and not before, the planned names aside
/// @param recheckedFiles files looked at again, changed ones included, counted once for each step
public record VerifyResult(
        VerificationLevel level,
        String patchSha256,
        List<String> stepSha256,
        boolean applies,
        boolean reverses,
        @Nullable Boolean gitAgrees,
        boolean parses,
        @Nullable Boolean bindingsPreserved,
        @Nullable Integer newCompileErrors,
        boolean idempotent,
        int recheckedFiles) {
    public VerifyResult {
        stepSha256 = List.copyOf(stepSha256);
    }
}
