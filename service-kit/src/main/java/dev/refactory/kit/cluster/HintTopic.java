package dev.refactory.kit.cluster;

import java.util.function.Consumer;

/// News to whoever listens now, at most once, in no order. Thread-safe.
public interface HintTopic {
    /// Tells everybody, this process included. Returns at once.
    /// @param message at most 4,096 characters, longer ones are dropped
    void publish(String message);

    /// Listens until the answer is closed. `listener` is called by foreign threads and must be quick.
    Subscription subscribe(Consumer<String> listener);

    /// Ends a subscription.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
