package dev.refactory.accelerator.memory;

/// How the contexts of running streams fill their blocks. All of them grow by a token a step, so a stream's
/// place within its block, counted from the steps taken, stays the same as long as it runs; how many blocks
/// any number of steps takes follows from how many streams are at each place. Not thread-safe.
final class Growth {
    private final int blockTokens;
    private final int[] streamsAt;
    private int streams;
    private long steps;

    /// @param blockTokens at least 1
    Growth(int blockTokens) {
        this.blockTokens = blockTokens;
        this.streamsAt = new int[blockTokens];
    }

    /// Steps taken since the beginning.
    long steps() {
        return steps;
    }

    /// A stream begins to grow, or ends.
    ///
    /// @param tokens of its context
    /// @param by 1 or -1
    void count(long tokens, int by) {
        streamsAt[place(tokens)] += by;
        streams += by;
    }

    private int place(long tokens) {
        return Math.floorMod(tokens - steps, blockTokens);
    }

    void took(long count) {
        steps += count;
    }

    /// Blocks that so many steps take.
    long blocks(long count) {
        long blocks = streams * (count / blockTokens);
        for (int step = 0; step < count % blockTokens; step++) {
            blocks += fullAfter(step);
        }
        return blocks;
    }

    /// The most steps that take no more than so many blocks; [Long#MAX_VALUE] when nothing grows.
    long stepsWithin(long blocks) {
        if (streams == 0) {
            return Long.MAX_VALUE;
        }
        long left = blocks % streams;
        int step = 0;
        // The places of the streams that are full one step later are one before, around the end.
        int place = place(0);
        while (left >= streamsAt[place]) {
            left -= streamsAt[place];
            place = place == 0 ? blockTokens - 1 : place - 1;
            step++;
        }
        return blocks / streams * blockTokens + step;
    }

    /// Streams whose last block is full after so many steps more, so that the next token takes a new one.
    private int fullAfter(int more) {
        return streamsAt[place(-more)];
    }

    /// Tokens of whole blocks that hold a context.
    long rounded(long tokens) {
        return Math.ceilDiv(tokens, blockTokens) * blockTokens;
    }
}
