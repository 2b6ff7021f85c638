package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.Model;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.nio.charset.StandardCharsets;

/// Refuses `refused`, breaks on `broken`, recurses on `deep`.
final class Fussy implements Model {
    @Override
    public String name() {
        return "fussy";
    }

    @Override
    public byte[] infer(byte[] input) {
        return switch (new String(input, StandardCharsets.UTF_8)) {
            case "refused" -> throw new RefactoryException(ErrorCode.INVALID_PARAMETER, "refused", "Not this one.");
            case "broken" -> throw new IllegalStateException("broken");
            case "deep" -> throw new StackOverflowError();
            default -> input;
        };
    }

    @Override
    public int countTokens(byte[] output) {
        return output.length;
    }
}
