package dev.refactory.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Where the figures come from. Linux only: everything is read from `/proc`.
public final class Machine {
    private static final Path PROC = Path.of("/proc");

    private Machine() {}

    public static void describe(Report report, InstantSource clock) {
        report.row("machine", cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " + memory());
        report.row(
                "JDK",
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        report.row("begun", now(clock));
        report.row("load average before", load());
    }

    public static String now(InstantSource clock) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'")
                .withZone(ZoneOffset.UTC)
                .format(clock.instant());
    }

    /// Of the last one, five and fifteen minutes; the benchmark itself is part of it.
    public static String load() {
        String[] words = read(PROC.resolve("loadavg")).get(0).split(" ");
        return words[0] + " " + words[1] + " " + words[2];
    }

    private static String cpu() {
        return read(PROC.resolve("cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }

    private static String memory() {
        return read(PROC.resolve("meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> Sample.number("%.1f GiB", ProcessTree.mib(line) / 1024.0))
                .findFirst()
                .orElse("unknown memory");
    }

    private static List<String> read(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The benchmarks read " + path + " and run on Linux only.", e);
        }
    }
}
