package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BlobCacheTest {
    private final AtomicInteger reads = new AtomicInteger();
    private final BlobCache cache = new BlobCache(10);

    private final Supplier<byte[]> fourBytes = () -> {
        reads.incrementAndGet();
        return new byte[4];
    };

    @Test
    void aBlobIsReadOnce() {
        cache.get("tenant", "a", fourBytes);
        cache.get("tenant", "a", fourBytes);
        assertThat(reads).hasValue(1);
    }

    @Test
    void oneTenantNeverLearnsWhatAnotherHas() {
        cache.get("tenant", "a", fourBytes);
        cache.get("other", "a", fourBytes);
        assertThat(reads).hasValue(2);
    }

    @Test
    void theLongestUnusedBlobGoesWhenThereIsNoRoom() {
        cache.get("tenant", "a", fourBytes);
        cache.get("tenant", "b", fourBytes);
        cache.get("tenant", "a", fourBytes);
        cache.get("tenant", "c", fourBytes);
        assertThat(reads).hasValue(3);
        cache.get("tenant", "a", fourBytes);
        assertThat(reads).hasValue(3);
        cache.get("tenant", "b", fourBytes);
        assertThat(reads).hasValue(4);
    }

    @Test
    void aBlobLargerThanTheCacheIsAnsweredAndNotKept() {
        assertThat(cache.get("tenant", "big", () -> new byte[11])).hasSize(11);
        cache.get("tenant", "a", fourBytes);
        cache.get("tenant", "a", fourBytes);
        assertThat(reads).hasValue(1);
    }

    @Test
    void blobIdsAreGits() {
        assertThat(Hashes.blobId(new byte[0])).isEqualTo("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assertThat(Hashes.blobId("hello\n".getBytes())).isEqualTo("ce013625030ba8dba906f756967f9e9ca394464a");
    }
}
