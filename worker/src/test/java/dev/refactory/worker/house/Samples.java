package dev.refactory.worker.house;

import java.util.Map;
import java.util.TreeMap;

/// Small repositories.
public final class Samples {
    private Samples() {}

    /// A shop, who buys there, and a test.
    public static Map<String, String> shop() {
        Map<String, String> files = new TreeMap<>();
        files.put("src/main/java/com/acme/Shop.java", """
                package com.acme;

                public class Shop {
                    public int price(int amount) {
                        return amount * 2;
                    }

                    public int total() {
                        return price(3);
                    }
                }
                """);
        files.put("src/main/java/com/acme/Buyer.java", """
                package com.acme;

                public class Buyer {
                    int buy(Shop shop) {
                        return shop.price(1) + shop.total();
                    }
                }
                """);
        files.put("src/test/java/com/acme/ShopTest.java", """
                package com.acme;

                class ShopTest {
                    int check() {
                        return new Shop().total();
                    }
                }
                """);
        return files;
    }

    /// The shop with many buyers.
    public static Map<String, String> mall(int buyers) {
        Map<String, String> files = shop();
        for (int i = 0; i < buyers; i++) {
            files.put("src/main/java/com/acme/mall/Buyer" + i + ".java", """
                    package com.acme.mall;

                    import com.acme.Shop;

                    class Buyer%d {
                        int buy(Shop shop) {
                            return shop.price(%d) + shop.total();
                        }
                    }
                    """.formatted(i, i));
        }
        return files;
    }
}
