package dev.refactory.accelerator.device;

/// What steps of a group of wafers cost, exactly. A step is one pass of the pipeline: it computes the next
/// token of every stream, and tokens of prompts beside them. Pure; thread-safe.
///
/// With `n` tokens in the step, `C` the sum of the contexts before them, `t0` and `kappa` the time of a
/// token at empty context and what each token of context adds, `D` the depth and `rho` the marginal cost:
/// `t = (t0 + kappa C/n) x max(1, 1 + rho (n/D - 1))`. Up to the depth, tokens cost nothing extra.
///
/// All results are picoseconds rounded down once, at the end, so that any number of equal steps has the
/// same sum however it is cut into parts.
public final class StepCost {
    private static final long PICOS = 1000;

    private final long tokenPicos;
    private final long contextPicos;
    private final int depth;
    private final int marginalPermille;

    public StepCost(DeviceProfile.Pipeline pipeline) {
        this.tokenPicos = pipeline.tokenNanos() * PICOS;
        this.contextPicos = pipeline.contextPicos();
        this.depth = pipeline.depth();
        this.marginalPermille = pipeline.marginalPermille();
    }

    /// `steps` steps of `streams` streams, whose contexts sum to `contexts` at the first of them and grow
    /// by a token a step.
    ///
    /// @param streams at least 1
    /// @param steps at least 0
    /// @throws ArithmeticException when that is more than 106 days
    public long steps(long streams, long contexts, long steps) {
        long growth = Math.multiplyExact(streams, steps * (steps - 1) / 2);
        long seen = Math.addExact(Math.multiplyExact(steps, contexts), growth);
        long alone = Math.addExact(
                Math.multiplyExact(Math.multiplyExact(steps, streams), tokenPicos),
                Math.multiplyExact(seen, contextPicos));
        return scale(alone, crowding(streams), streams * depth * 1000L);
    }

    /// One step of `tokens` tokens whose contexts sum to `contexts`.
    public long step(long tokens, long contexts) {
        return steps(tokens, contexts, 1);
    }

    /// The sum of the contexts before each of `count` tokens of a prompt, the first of which has `done`
    /// before it.
    public static long promptContexts(long done, long count) {
        return Math.addExact(Math.multiplyExact(done, count), count * (count - 1) / 2);
    }

    /// The share of a full pipeline's time that tokens take whose contexts sum to `contexts`: however they are
    /// batched, they take at least as long.
    public long work(long tokens, long contexts) {
        long alone = Math.addExact(Math.multiplyExact(tokens, tokenPicos), Math.multiplyExact(contexts, contextPicos));
        return scale(alone, marginalPermille, depth * 1000L);
    }

    /// The most tokens that a step of at most `picos` can hold, where each costs as one with a context of
    /// `context`; the depth at least, which costs nothing extra.
    public long tokensWithin(long picos, long context) {
        long one = Math.addExact(tokenPicos, Math.multiplyExact(contextPicos, context));
        if (picos <= one || marginalPermille == 0) {
            return marginalPermille == 0 && picos > one ? Long.MAX_VALUE : depth;
        }
        return depth + scale(picos - one, depth * 1000L, Math.multiplyExact(one, marginalPermille));
    }

    private long crowding(long tokens) {
        long full = depth * 1000L;
        return tokens <= depth ? full : full + marginalPermille * (tokens - depth);
    }

    /// `value * numerator / denominator`, rounded down, without overflow in between.
    static long scale(long value, long numerator, long denominator) {
        long whole = Math.multiplyExact(value / denominator, numerator);
        return Math.addExact(whole, Math.multiplyExact(value % denominator, numerator) / denominator);
    }
}
