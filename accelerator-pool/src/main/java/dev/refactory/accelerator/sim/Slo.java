package dev.refactory.accelerator.sim;

/// What a call is promised: its first token within a time, and each one after it by a deadline of its own,
/// so that tokens that came early make up for later ones (fluidity index, arXiv 2507.09019).
///
/// @param name for reports
/// @param firstTokenPicos from arrival
/// @param tokenPicos for each token after the first
public record Slo(String name, long firstTokenPicos, long tokenPicos) {
    private static final long MILLI = 1_000_000_000L;

    /// Half a second, and 2 ms a token.
    public static final Slo A = new Slo("A", 500 * MILLI, 2 * MILLI);

    /// Two seconds, and 3 ms a token.
    public static final Slo B = new Slo("B", 2000 * MILLI, 3 * MILLI);

    /// @param firstToken from arrival to first token; @param total from arrival to last token
    /// @param completionTokens at least 1
    boolean isKept(long firstToken, long total, int completionTokens) {
        return firstToken <= firstTokenPicos && total <= firstTokenPicos + tokenPicos * (completionTokens - 1);
    }
}
