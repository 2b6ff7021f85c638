package dev.refactory.accelerator.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// A runtime in which nothing happens until the test says so: work is run in an order the test's generator
/// chooses, time stands still between, unless looking at the clock is made to take some.
final class ManualRuntime implements PoolRuntime {
    private record Timer(long due, long order, Runnable work) {}

    private final RandomGenerator random;
    private final List<Runnable> ready = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private long now;
    private long order;
    private LongSupplier lookTakes = () -> 0;

    ManualRuntime(RandomGenerator random) {
        this.random = random;
    }

    /// From now on each look at the clock takes some nanoseconds, as when a thread loses its processor.
    void eachLookTakes(LongSupplier nanos) {
        lookTakes = nanos;
    }

    @Override
    public long nanos() {
        now += lookTakes.getAsLong();
        return now;
    }

    @Override
    public void execute(Runnable work) {
        ready.add(work);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable work) {
        Timer timer = new Timer(now + delay.toNanos(), order++, work);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void close() {
        ready.clear();
        timers.clear();
    }

    int readyCount() {
        return ready.size();
    }

    /// Runs one piece of work.
    boolean runOne() {
        if (ready.isEmpty()) {
            return false;
        }
        ready.remove(random.nextInt(ready.size())).run();
        return true;
    }

    /// Runs the piece of work that was handed over as the so manieth of those that are left, from 0.
    void runOnly(int index) {
        ready.remove(index).run();
    }

    void runAll() {
        while (runOne()) {}
    }

    /// Lets time pass; timers fire in their order, their work stays ready.
    void advance(Duration duration) {
        pass(duration, false);
    }

    /// Lets time pass in which all work is done as soon as it is there.
    void advanceComputing(Duration duration) {
        pass(duration, true);
    }

    private void pass(Duration duration, boolean computing) {
        long target = now + duration.toNanos();
        while (true) {
            if (computing) {
                runAll();
            }
            Optional<Timer> next = timers.stream()
                    .filter(timer -> timer.due() <= target)
                    .min(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
            if (next.isEmpty()) {
                now = Math.max(now, target);
                return;
            }
            timers.remove(next.get());
            now = Math.max(now, next.get().due());
            next.get().work().run();
        }
    }
}
