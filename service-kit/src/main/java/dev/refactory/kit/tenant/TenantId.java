package dev.refactory.kit.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// Whose data it is. Leads every key, cache and event. 1 to 64 characters of `a-z 0-9 _ -`.
public record TenantId(@JsonValue String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /// The only tenant of a deployment without identities.
    public static final TenantId DEFAULT = new TenantId("default");

    @JsonCreator
    public TenantId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a tenant id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
