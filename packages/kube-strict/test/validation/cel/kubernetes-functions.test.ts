import { describeExpressions } from './support/expressions.ts';

// k8s.io/apiserver pkg/cel/library/regex.go; Go's regexp
describeExpressions('regular expressions', {
  holds: [
    '"hello".matches("l+") && matches("hello", "^h") && !"hello".matches("^e")',
    '"HELLO".matches("(?i)hello") && "a\\u2028b".matches("a.b") && !"a\\nb".matches("a.b")',
    '"abc 123".find("[0-9]+") == "123" && "abc 123".find("xyz") == "" && "a".find("b*") == ""',
    '"123 abc 456".findAll("[0-9]+") == ["123", "456"] && "123 abc 456".findAll("[0-9]+", 1) == ["123"]',
    '"123 abc 456".findAll("xyz") == [] && "aa".findAll("a", 0) == [] && "aa".findAll("a", -1) == ["a", "a"]',
    // Empty matches count, but for those that follow on another.
    '"baaac".findAll("a*") == ["", "aaa", ""]',
    '"😀a😀".findAll("😀") == ["😀", "😀"]',
  ],
  errs: [
    '"a".matches("(")',
    '"a".find("[") == ""',
    '"a".findAll("(?<x") == []',
    '"a".matches(1)',
    '"a".matches("(?=a)")',
  ],
});

// k8s.io/apiserver pkg/cel/library/urls.go; Go's net/url
describeExpressions('URLs', {
  holds: [
    'isURL("https://user:pass@example.com:80/path?query=val#fragment") && isURL("/absolute-path")',
    '!isURL("https://a:b:c/") && !isURL("../relative-path") && !isURL("")',
    'url("/path").getScheme() == "" && url("HTTPS://example.com/").getScheme() == "https"',
    'url("https://example.com:80/").getHost() == "example.com:80" && url("https://[::1]/").getHost() == "[::1]"',
    'url("/path").getHost() == "" && url("https://u:p@example.com/").getHost() == "example.com"',
    'url("https://example.com:80/").getHostname() == "example.com" && url("https://[::1]:80/").getHostname() == "::1"',
    'url("https://127.0.0.1:80/").getHostname() == "127.0.0.1" && url("/path").getHostname() == ""',
    'url("https://example.com:80/").getPort() == "80" && url("https://example.com/").getPort() == ""',
    'url("https://[::1]:80/").getPort() == "80" && url("https://[::1]/").getPort() == "" && url("/p").getPort() == ""',
    'url("https://example.com/path").getEscapedPath() == "/path" && url("https://example.com").getEscapedPath() == ""',
    'url("https://example.com/path with spaces/").getEscapedPath() == "/path%20with%20spaces/"',
    'url("https://example.com/a%2fb").getEscapedPath() == "/a%2fb" && url("/a#b").getEscapedPath() == "/a"',
    'url("https://example.com/path?k1=a&k2=b&k2=c").getQuery() == {"k1": ["a"], "k2": ["b", "c"]}',
    'url("https://example.com/path?key with spaces=value+x%21").getQuery() == {"key with spaces": ["value x!"]}',
    'url("https://example.com/path?").getQuery() == {} && url("https://example.com/path").getQuery() == {}',
    'url("/p?a&b=%zz&c=1;d=2&e=").getQuery() == {"a": [""], "e": [""]}',
    'url("mailto:a@b").getScheme() == "mailto" && url("mailto:a@b").getEscapedPath() == ""',
    'url("/a") == url("/a") && url("/a") != url("/b")',
  ],
  errs: ['url("https://a:b:c/").getHost() == ""', 'url("x") == url("x")', 'isURL(1)', '"/a".getHost() == ""'],
});

// k8s.io/apiserver pkg/cel/library/ip.go; Go's net/netip
describeExpressions('IP addresses', {
  holds: [
    'isIP("127.0.0.1") && isIP("::1") && isIP("2001:db8::abcd")',
    '!isIP("127.0.0.256") && !isIP(":::1") && !isIP("127.0.0.01") && !isIP("fe80::1%eth0") && !isIP("")',
    '!isIP("::ffff:1.2.3.4") && !isIP("::ffff:102:304") && isIP("::1.2.3.4")',
    'ip("127.0.0.1").family() == 4 && ip("::1").family() == 6',
    'ip("2001:db8::1") == ip("2001:DB8:0::1") && ip("::1") != ip("0.0.0.1")',
    'ip.isCanonical("127.0.0.1") && ip.isCanonical("2001:db8::abcd") && ip.isCanonical("::")',
    '!ip.isCanonical("2001:DB8::ABCD") && !ip.isCanonical("2001:db8::0:0:0:abcd") && ip.isCanonical("1::8:0:0")',
    'ip.isCanonical("2001:db8:0:1:1:1:1:1") && !ip.isCanonical("2001:db8::1:1:1:1:1")',
    'ip.isCanonical("1:0:0:2::3") && !ip.isCanonical("1::2:0:0:0:3") && ip.isCanonical("1::2:0:0:3")',
    'string(ip("1:0:0:2:0:0:0:3")) == "1:0:0:2::3" && string(ip("::1.2.3.4")) == "::102:304"',
    'ip("0.0.0.0").isUnspecified() && ip("::").isUnspecified() && !ip("127.0.0.1").isUnspecified()',
    'ip("127.0.0.1").isLoopback() && ip("127.255.0.1").isLoopback() && ip("::1").isLoopback()',
    '!ip("192.168.0.1").isLoopback() && !ip("2001:db8::abcd").isLoopback()',
    'ip("224.0.0.1").isLinkLocalMulticast() && ip("ff02::1").isLinkLocalMulticast() && ip("ff12::1").isLinkLocalMulticast()',
    '!ip("224.0.1.1").isLinkLocalMulticast() && !ip("ff05::1").isLinkLocalMulticast()',
    'ip("169.254.169.254").isLinkLocalUnicast() && ip("fe80::1").isLinkLocalUnicast()',
    '!ip("192.168.0.1").isLinkLocalUnicast() && !ip("fd80::1").isLinkLocalUnicast()',
    'ip("192.168.0.1").isGlobalUnicast() && ip("2001:db8::abcd").isGlobalUnicast()',
    '!ip("255.255.255.255").isGlobalUnicast() && !ip("ff00::1").isGlobalUnicast() && !ip("127.0.0.1").isGlobalUnicast()',
  ],
  errs: ['ip("127.0.0.256").family() == 4', 'ip.isCanonical("x")', 'isIP(1)', '"1.2.3.4".family() == 4'],
});

// k8s.io/apiserver pkg/cel/library/cidr.go
describeExpressions('networks', {
  holds: [
    'isCIDR("192.168.0.0/16") && isCIDR("::1/128") && isCIDR("192.168.0.1/16") && isCIDR("0.0.0.0/0")',
    '!isCIDR("192.168.0.0/33") && !isCIDR("::1/129") && !isCIDR("192.168.0.0/") && !isCIDR("192.168.0.0")',
    '!isCIDR("192.168.0.0/08") && !isCIDR("192.168.0.0/+8") && !isCIDR("::ffff:1.2.3.4/24") && !isCIDR("/8")',
    'cidr("192.168.0.0/24").containsIP(ip("192.168.0.1")) && cidr("192.168.0.0/24").containsIP("192.168.0.1")',
    '!cidr("192.168.0.0/24").containsIP("192.168.1.1") && !cidr("::/0").containsIP("1.2.3.4")',
    'cidr("192.168.0.0/16").containsCIDR(cidr("192.168.10.0/24")) && cidr("10.0.0.0/8").containsCIDR("10.0.0.1/32")',
    '!cidr("192.168.0.0/24").containsCIDR("192.168.0.0/23") && !cidr("192.168.1.0/24").containsCIDR("192.168.2.0/24")',
    '!cidr("0.0.0.0/0").containsCIDR("::/0")',
    'cidr("192.168.0.1/24").ip() == ip("192.168.0.1") && cidr("::1/128").ip().family() == 6',
    'cidr("192.168.0.1/24").masked() == cidr("192.168.0.0/24") && cidr("192.168.0.1/24") != cidr("192.168.0.0/24")',
    'cidr("192.168.0.0/16").prefixLength() == 16 && cidr("2001:db8::/32").prefixLength() == 32',
    'string(cidr("192.168.0.1/24")) == "192.168.0.1/24" && type(cidr("::/0")) == net.CIDR',
  ],
  errs: [
    'cidr("192.168.0.0/33").prefixLength() == 33',
    'cidr("10.0.0.0/8").containsIP("x")',
    'cidr("10.0.0.0/8").containsCIDR("x")',
    'isCIDR(1)',
  ],
});

// k8s.io/apiserver pkg/cel/library/quantity.go; apimachinery pkg/api/resource/quantity.go
describeExpressions('quantities', {
  holds: [
    'isQuantity("1.3Gi") && isQuantity("1.3G") && isQuantity("10000k") && isQuantity("20") && isQuantity("-1e3")',
    '!isQuantity("1,3G") && !isQuantity("200K") && !isQuantity("Three") && !isQuantity("") && !isQuantity("10Mo")',
    '!isQuantity(" 1") && !isQuantity("10Mm") && !isQuantity("1e") && isQuantity("1E")',
    'quantity("200M") == quantity("0.2G") && quantity("2000k") == quantity("2M") && quantity("1k") != quantity("1Ki")',
    'quantity("50M").isLessThan(quantity("50Mi")) && !quantity("100M").isLessThan(quantity("50M"))',
    'quantity("50Mi").isGreaterThan(quantity("50M")) && !quantity("50M").isGreaterThan(quantity("100M"))',
    'quantity("200M").compareTo(quantity("0.2G")) == 0 && quantity("50M").compareTo(quantity("50Mi")) == -1',
    'quantity("50Mi").compareTo(quantity("50M")) == 1 && quantity("1m").compareTo(quantity("0.001")) == 0',
    'quantity("50k").add(quantity("20")) == quantity("50.02k") && quantity("50k").add(20) == quantity("50020")',
    'quantity("50k").sub(quantity("20")) == quantity("49.98k") && quantity("50k").sub(20000) == quantity("30k")',
    'quantity("50k").add(20).sub(quantity("100k")).sub(-50000).asInteger() == 20',
    'quantity("50k").asInteger() == 50000 && quantity("50000000G").isInteger() && quantity("1Gi").asInteger() == 1073741824',
    '!quantity("9999999999999999999999999999999999999G").isInteger() && !quantity("1500m").isInteger()',
    'quantity("50.703k").asApproximateFloat() == 50703.0 && quantity("1.5Gi").asApproximateFloat() == 1610612736.0',
    'sign(quantity("-1")) == -1 && sign(quantity("0")) == 0 && sign(quantity("1m")) == 1',
    // Below a billionth it is rounded up, and a binary quantity has a greatest value.
    'quantity("0.1n") == quantity("1n") && quantity("8Ei") == quantity("9Ei")',
    'quantity("Gi") == quantity("0") && quantity("007") == quantity("7") && quantity(".5") == quantity("500m")',
  ],
  errs: [
    'quantity("200K") == quantity("1")',
    'quantity("1500m").asInteger() == 1',
    'quantity("9999999999999999999999999999999999999G").asInteger() > 0',
    'isQuantity("1e999999999")',
    'isQuantity(1)',
    'quantity("1").isLessThan("2")',
  ],
});

// k8s.io/apiserver pkg/cel/library/semverlib.go; github.com/blang/semver/v4
describeExpressions('semantic versions', {
  holds: [
    'isSemver("1.0.0") && isSemver("0.1.0-alpha.1") && isSemver("1.2.3+build.01") && isSemver("1.0.0-0a.x-y")',
    '!isSemver("hello") && !isSemver("v1.0.0") && !isSemver("1.0") && !isSemver("01.0.0") && !isSemver("1.0.0-01")',
    '!isSemver("1.0.0-") && !isSemver("1.0.0+") && !isSemver("18446744073709551616.0.0") && !isSemver("1.0.0.0")',
    'isSemver("v1.0", true) && isSemver("01.01.01", true) && isSemver("1", true) && !isSemver("1.0-rc", true)',
    'semver("v1.0", true) == semver("1.0.0") && semver("01.02.03-rc.1", true) == semver("1.2.3-rc.1")',
    '!isSemver(" 1.0.0", true) && !isSemver("v1.0.0", false)',
    'semver("1.2.3").major() == 1 && semver("1.2.3").minor() == 2 && semver("1.2.3").patch() == 3',
    'semver("1.2.3").compareTo(semver("1.2.3")) == 0 && semver("1.2.3").compareTo(semver("2.0.0")) == -1',
    'semver("1.10.0").isGreaterThan(semver("1.9.0")) && semver("1.0.0-rc").isLessThan(semver("1.0.0"))',
    'semver("1.0.0-alpha").isLessThan(semver("1.0.0-alpha.1")) && semver("1.0.0-2").isLessThan(semver("1.0.0-10"))',
    'semver("1.0.0-9").isLessThan(semver("1.0.0-a")) && semver("1.0.0-a").isLessThan(semver("1.0.0-b"))',
    'semver("1.0.0+a") == semver("1.0.0+b") && semver("1.0.0") != semver("1.0.0-a")',
  ],
  errs: ['semver("1.0") == semver("1.0.0")', 'semver(1) == semver("1.0.0")', '"1.0.0".major() == 1'],
});

// k8s.io/apiserver pkg/cel/library/format.go
describeExpressions('named formats', {
  holds: [
    '!format.dns1123Label().validate("my-label").hasValue() && format.dns1123Label().validate("My").hasValue()',
    '!format.dns1123Subdomain().validate("a.b-c").hasValue() && format.dns1123Subdomain().validate("a..b").hasValue()',
    '!format.dns1035Label().validate("a1").hasValue() && format.dns1035Label().validate("1a").hasValue()',
    '!format.qualifiedName().validate("a.b/C_d").hasValue() && format.qualifiedName().validate("a/b/c").hasValue()',
    '!format.dns1123LabelPrefix().validate("a-").hasValue() && format.dns1123Label().validate("a-").hasValue()',
    '!format.dns1123SubdomainPrefix().validate("a.b-").hasValue()',
    'format.dns1123SubdomainPrefix().validate("a..b-").hasValue()',
    '!format.dns1035LabelPrefix().validate("a-").hasValue() && format.dns1035LabelPrefix().validate("1ab-").hasValue()',
    '!format.labelValue().validate("").hasValue() && format.labelValue().validate("-a").hasValue()',
    '!format.uri().validate("http://example.com").hasValue() && format.uri().validate("x").hasValue()',
    '!format.uuid().validate("123e4567-e89b-12d3-a456-426614174000").hasValue() && format.uuid().validate("1").hasValue()',
    '!format.byte().validate("aGVsbG8=").hasValue() && format.byte().validate("aGVsbG8").hasValue()',
    '!format.date().validate("2021-01-01").hasValue() && format.date().validate("2021-02-30").hasValue()',
    '!format.datetime().validate("2021-01-01T00:00:00Z").hasValue() && format.datetime().validate("2021").hasValue()',
    'format.named("dns1123Label").value() == format.dns1123Label() && !format.named("unheardOf").hasValue()',
    '!format.named("constructor").hasValue()',
    'format.date().validate("x").value().size() == 1',
  ],
  errs: ['format.date().validate(1).hasValue()', '"a".validate("b").hasValue()'],
});
