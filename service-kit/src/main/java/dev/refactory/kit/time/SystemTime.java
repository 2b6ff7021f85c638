package dev.refactory.kit.time;

import java.time.InstantSource;

/// The machine's own clocks. Mains wire these in; nothing else may read the machine's time.
public final class SystemTime {
    private SystemTime() {}

    public static InstantSource wallClock() {
        return InstantSource.system();
    }

    public static Ticker ticker() {
        return System::nanoTime;
    }
}
