package dev.refactory.chaos;

import dev.refactory.chaos.Site.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rows in which processes have clocks that are wrong: those of [libfaketime](https://github.com/wolfcw/libfaketime),
/// which shows a process another time of day. Timers go on as they are.
final class ClockRows {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final Pattern LOGGED_AT = Pattern.compile("(?m)^([0-9]{2}:[0-9]{2}:[0-9]{2})");
    private static final Duration OFF = Duration.ofMinutes(90);
    /// Ahead, behind, and a tenth too fast.
    private static final Map<String, String> CLOCKS =
            Map.of(Site.API, "+2h", Site.WORKER, "+2h", Site.SECOND_WORKER, "-2h", Site.INDEXER, "+0 x1.1");

    private ClockRows() {}

    static List<Row> all() {
        return List.of(new Row(
                "C15",
                "worker",
                "clocks of processes are 2 h ahead, 2 h behind, a tenth too fast",
                "nothing: no lease runs out, no attempt fails",
                ClockRows::wrongClocks,
                ClockRows::lacks));
    }

    private static Optional<String> lacks() {
        return library().isPresent()
                ? Optional.empty()
                : Optional.of("it shows processes another time with libfaketime: install Debian's package faketime");
    }

    private static Optional<Path> library() {
        try (Stream<Path> found =
                Files.find(LIBRARIES, 3, (path, facts) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
            return found.findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static void wrongClocks(Scene scene) throws Exception {
        String before = scene.now();
        try {
            for (Map.Entry<String, String> clock : CLOCKS.entrySet()) {
                Member member = scene.site().member(clock.getKey());
                scene.site()
                        .restart(
                                member,
                                Map.of(
                                        "LD_PRELOAD",
                                        library().orElseThrow().toString(),
                                        "FAKETIME",
                                        clock.getValue(),
                                        "FAKETIME_DONT_FAKE_MONOTONIC",
                                        "1",
                                        "NO_FAKE_STAT",
                                        "1"));
                if (clock.getValue().endsWith("h")) {
                    scene.check(isOff(scene, member), "the clock of " + member.name() + " is right");
                }
            }
            scene.order(6);
            scene.settle(Duration.ofSeconds(60));
            List<String> states =
                    scene.oracle().list("select distinct state from attempt where started_at > '" + before + "'");
            scene.check(states.equals(List.of("completed")), "attempts are " + states);
        } finally {
            for (String name : CLOCKS.keySet()) {
                scene.site().restart(scene.site().member(name));
            }
        }
    }

    /// By what it logged last, beside the database's clock.
    private static boolean isOff(Scene scene, Member member) {
        LocalTime now = LocalTime.parse(scene.oracle()
                .list("select to_char(clock_timestamp() at time zone '" + ZoneId.systemDefault() + "', 'HH24:MI:SS')")
                .getFirst());
        Matcher logged = LOGGED_AT.matcher(member.process().log());
        LocalTime last = null;
        while (logged.find()) {
            last = LocalTime.parse(logged.group(1));
        }
        return last != null && Duration.between(last, now).abs().compareTo(OFF) > 0;
    }
}
