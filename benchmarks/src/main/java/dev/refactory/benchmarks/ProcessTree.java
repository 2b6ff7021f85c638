package dev.refactory.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A process and all its descendants, as `/proc` shows them. Processes that end while they are
/// read count as 0.
///
/// @param root the first
public record ProcessTree(ProcessHandle root) {
    private static final String COMPILER_PROCESS = "dev.refactory.index.java.child";
    /// Of `/proc/PID/stat`; the kernel's interface fixes it for every architecture we run on.
    private static final double TICKS_PER_SECOND = 100;
    /// Of the fields after the command's name: user and system time, own and of children that
    /// were waited for.
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    public Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    /// The JVMs that compile for the indexer and the worker.
    Stream<ProcessHandle> compilers() {
        return root.descendants()
                .filter(process -> read(process, "cmdline").stream().anyMatch(line -> line.contains(COMPILER_PROCESS)));
    }

    /// Proportional set size: pages that processes share are counted once, as Postgres's buffers
    /// are shared by all its processes.
    public double mib() {
        return all().mapToDouble(ProcessTree::mib).sum();
    }

    /// Resident set size: pages that processes share are counted for each of them.
    public double residentMib() {
        return all().mapToDouble(process -> number(process, "status", "VmRSS:")).sum();
    }

    static double mib(ProcessHandle process) {
        return number(process, "smaps_rollup", "Pss:");
    }

    /// The most resident memory that a process ever had, in MiB; the kernel keeps this mark.
    static double peakMib(ProcessHandle process) {
        return number(process, "status", "VmHWM:");
    }

    /// Processor time used so far, in seconds.
    public double cpuSeconds() {
        return all().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    private static double cpuSeconds(ProcessHandle process) {
        List<String> lines = read(process, "stat");
        if (lines.isEmpty()) {
            return 0;
        }
        String stat = lines.getFirst();
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static double number(ProcessHandle process, String file, String label) {
        return read(process, file).stream()
                .filter(line -> line.startsWith(label))
                .mapToDouble(ProcessTree::mib)
                .findFirst()
                .orElse(0);
    }

    /// The number of a line such as `Pss:   1234 kB`.
    static double mib(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
    }

    private static List<String> read(ProcessHandle process, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
