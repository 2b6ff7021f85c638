package dev.refactory.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

class AddressesTest {
    @Test
    void whatListensOnEveryAddressIsReachedAtTheOneOfThisMachinesName() throws Exception {
        String own = InetAddress.getLocalHost().getHostAddress();
        assertThat(Addresses.reachable("0.0.0.0")).isEqualTo(own);
        assertThat(Addresses.reachable(URI.create("http://0.0.0.0:7300")))
                .isEqualTo(URI.create("http://" + own + ":7300"));
        assertThat(Addresses.reachable("10.1.2.3")).isEqualTo("10.1.2.3");
        assertThat(Addresses.reachable(URI.create("http://127.0.0.1:1"))).isEqualTo(URI.create("http://127.0.0.1:1"));
    }
}
