package dev.refactory.index.dependency;

import dev.refactory.index.dependency.Dependencies.Module;
import dev.refactory.index.dependency.Dependencies.Resolved;
import dev.refactory.kit.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The last answers, by the content of the build files: most commits change none of them. An answer that lacks
/// something is soon asked for anew, because what it lacks may have been published meanwhile. Thread-safe.
final class KnownAnswers {
    private static final int MOST = 16;
    private static final Duration COMPLETE = Duration.ofHours(1);
    private static final Duration LACKING = Duration.ofMinutes(2);

    private final Ticker ticker;
    private final Map<String, Answer> answers = new LinkedHashMap<>(MOST, 0.75f, true);

    private record Answer(Resolved resolved, long until) {}

    KnownAnswers(Ticker ticker) {
        this.ticker = ticker;
    }

    static String key(Map<String, byte[]> buildFiles) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(buildFiles).forEach((path, bytes) -> {
                digest.update((path + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The answer, if it is recent and its jars are still there.
    Optional<Resolved> find(String key) {
        Answer answer;
        synchronized (answers) {
            answer = answers.get(key);
        }
        if (answer == null || ticker.nanos() - answer.until() >= 0) {
            return Optional.empty();
        }
        boolean there = answer.resolved().jars().stream().allMatch(jar -> Files.exists(jar.path()));
        return there ? Optional.of(answer.resolved()) : Optional.empty();
    }

    void keep(String key, Resolved resolved) {
        boolean complete = resolved.modules().stream().allMatch(Module::complete);
        long until = ticker.nanos() + (complete ? COMPLETE : LACKING).toNanos();
        synchronized (answers) {
            answers.put(key, new Answer(resolved, until));
            if (answers.size() > MOST) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
    }
}
