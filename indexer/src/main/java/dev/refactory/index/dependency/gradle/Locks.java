package dev.refactory.index.dependency.gradle;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The exact versions of one project's lock files.
final class Locks {
    private final Map<String, String> main = new HashMap<>();
    private final Map<String, String> test = new HashMap<>();

    /// Of main code, by `group:artifact`.
    Map<String, String> main() {
        return main;
    }

    Map<String, String> test() {
        return test;
    }

    /// `group:artifact:version=configuration,configuration`.
    void readAll(byte[] file) {
        for (String line : lines(file)) {
            String[] sides = line.split("=", 2);
            if (sides.length == 2) {
                for (String configuration : sides[1].split(",")) {
                    lock(configuration.strip(), sides[0]);
                }
            }
        }
    }

    /// `group:artifact:version`, all of one configuration.
    void read(String configuration, byte[] file) {
        for (String line : lines(file)) {
            lock(configuration, line);
        }
    }

    private void lock(String configuration, String coordinates) {
        String[] parts = coordinates.split(":");
        if (parts.length != 3) {
            return;
        }
        String name = parts[0] + ":" + parts[1];
        if (configuration.equals("compileClasspath")) {
            main.put(name, parts[2]);
        }
        if (configuration.equals("testCompileClasspath")) {
            test.put(name, parts[2]);
        }
    }

    private static String[] lines(byte[] file) {
        return new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toArray(String[]::new);
    }
}
