package dev.refactory.accelerator.device;

/// What a simulated group of wafers is made of. Every figure is an assumption or a vendor's claim, none was
/// measured on a wafer; nobody has published batch throughput, the share of memory left for contexts, or the
/// speed of prompt processing, so `depth`, `marginalPermille` and `contextPicos` are meant to be swept, not
/// believed.
///
/// @param name as it appears in statuses and reports
public record DeviceProfile(String name, Memory memory, Pipeline pipeline, Link link) {
    /// The default: four wafers holding one model of 120 GB, 2,000 tokens/s at short context, 1,000 at 50,000
    /// tokens.
    public static final DeviceProfile SPARK_SIM =
            new DeviceProfile("spark-sim", Memory.SPARK_SIM, Pipeline.SPARK_SIM, Link.SPARK_SIM);

    /// For what nobody waits for: eight GPUs of 141 GB that hold the same model, 67.5 tokens/s of one stream
    /// as the full model is said to have on GPUs (65 to 70), and links of 64 GB/s. Reading prompts is bound by
    /// computing: at about 50,000 tokens/s, assumed from 8 x 10^15 operations/s of which two fifths are reached,
    /// and 64 x 10^9 operations a token. Nothing of it was measured.
    public static final DeviceProfile GPU_SIM = new DeviceProfile(
            "gpu-sim",
            new Memory(8, 141_000_000_000L, 120_000_000_000L, 98_304, 100),
            new Pipeline(14_815_000, 4_300, 64, 86, 20_000_000),
            new Link(64_000_000_000L, 700));

    public DeviceProfile {
        if (memory.contextTokens() < 1) {
            throw new IllegalArgumentException("The model does not fit the wafers of profile " + name + ": "
                    + memory.wafers() + " wafers, " + memory.weightBytes() + " bytes of weights");
        }
    }

    /// The same where some cores have failed: their memory is lost, and tokens take longer in their share. Weights
    /// are laid out anew.
    ///
    /// @param permille of the cores that live; 950 to 1,000 is what is swept
    public DeviceProfile withLiveCores(int permille) {
        Checks.permille("live cores", permille);
        Checks.positive("live cores", permille);
        Memory less = new Memory(
                memory.wafers,
                memory.sramBytesPerWafer * permille / 1000,
                memory.weightBytes,
                memory.kvBytesPerToken,
                memory.reservedPermille);
        Pipeline slower = new Pipeline(
                pipeline.tokenNanos * 1000 / permille,
                pipeline.contextPicos * 1000 / permille,
                pipeline.depth,
                pipeline.marginalPermille,
                pipeline.fixedNanos);
        return new DeviceProfile(name + " with " + permille + " of 1,000 cores", less, slower, link);
    }

    /// Memory on the wafers, in bytes of 8 bits, giga being 10^9.
    ///
    /// @param wafers wafers that hold one copy of the model; default 4, assumed: the model's size is
    ///     undisclosed
    /// @param sramBytesPerWafer default 44e9, the vendor's figure for its third generation
    /// @param weightBytes default 120e9 (8-bit weights), assumed
    /// @param kvBytesPerToken what one token of context occupies; default 98,304 = 48 layers x 8 heads x 128 x
    ///     2 x 1 byte, assumed
    /// @param reservedPermille of the memory, for code and buffers; default 100, assumed
    public record Memory(
            int wafers, long sramBytesPerWafer, long weightBytes, long kvBytesPerToken, int reservedPermille) {
        static final Memory SPARK_SIM = new Memory(4, 44_000_000_000L, 120_000_000_000L, 98_304, 100);

        public Memory {
            Checks.positive("wafers", wafers);
            Checks.positive("sramBytesPerWafer", sramBytesPerWafer);
            Checks.positive("weightBytes", weightBytes);
            Checks.positive("kvBytesPerToken", kvBytesPerToken);
            Checks.permille("reservedPermille", reservedPermille);
        }

        /// Tokens of context that fit beside the weights; not positive when the weights alone do not fit.
        public long contextTokens() {
            long usable = Math.multiplyExact(wafers * sramBytesPerWafer / 1000, 1000L - reservedPermille);
            return (usable - weightBytes) / kvBytesPerToken;
        }
    }

    /// How tokens flow: layers sit on different regions of the wafers, so streams up to the depth cost nothing
    /// extra.
    ///
    /// @param tokenNanos one token of one stream at empty context; default 500,000, from 2,000 tokens/s
    ///     published
    /// @param contextPicos added per token of context; default 10,000, from 1,000 tokens/s at 50,000 tokens;
    ///     8,000 to 21,000 fit other published pairs
    /// @param depth streams in flight that are free; default 16, unpublished
    /// @param marginalPermille cost of one more token in a full stage, relative to the first; default 100,
    ///     unpublished
    /// @param fixedNanos before anything of a request is computed; default 20,000,000 inside a cluster, assumed
    public record Pipeline(long tokenNanos, long contextPicos, int depth, int marginalPermille, long fixedNanos) {
        public static final Pipeline SPARK_SIM = new Pipeline(500_000, 10_000, 16, 100, 20_000_000);

        public Pipeline {
            Checks.positive("tokenNanos", tokenNanos);
            Checks.positive("depth", depth);
            Checks.permille("marginalPermille", marginalPermille);
            if (contextPicos < 0 || fixedNanos < 0) {
                throw new IllegalArgumentException("negative time: " + contextPicos + ", " + fixedNanos);
            }
        }
    }

    /// The way off a wafer.
    ///
    /// @param bytesPerSecondPerWafer default 150e9 (12 x 100 Gb/s), the vendor's figure
    /// @param efficiencyPermille of it that is reached; default 700, assumed
    public record Link(long bytesPerSecondPerWafer, int efficiencyPermille) {
        static final Link SPARK_SIM = new Link(150_000_000_000L, 700);

        public Link {
            Checks.positive("bytesPerSecondPerWafer", bytesPerSecondPerWafer);
            Checks.positive("efficiencyPermille", efficiencyPermille);
            Checks.permille("efficiencyPermille", efficiencyPermille);
        }
    }
}
