package dev.refactory.worker.model;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Counts tokens in `o200k_base`, remembering the counts of the last blobs by content. Thread-safe.
public final class TokenCounter {
    private static final int REMEMBERED_BLOBS = 100_000;

    /// Two hundred thousand tokens, read once in the life of a process.
    private static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private final Map<String, Integer> byBlob = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED_BLOBS;
        }
    };

    public int count(String text) {
        return ENCODING.countTokensOrdinary(text);
    }

    public int count(byte[] utf8) {
        return count(new String(utf8, StandardCharsets.UTF_8));
    }

    /// Tokens of a blob's text; `text` is asked only when the count is not known yet.
    public int countBlob(String blobId, Supplier<String> text) {
        synchronized (byBlob) {
            Integer known = byBlob.get(blobId);
            if (known != null) {
                return known;
            }
        }
        int count = count(text.get());
        synchronized (byBlob) {
            byBlob.put(blobId, count);
        }
        return count;
    }
}
