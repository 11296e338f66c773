"""Files as people send them: photographs with their place, scans, and worse."""

import base64
import io
import struct
import zlib
from typing import Final

import pypdfium2
from PIL import Image

PLACE = "TOADOBIMAT"
"""A word that stands in everything of a photograph but its picture."""


_HEIC: Final = (
    b"c-mc&K}%af5XWcVHsPUdT2R4*T63^S+EVosBpM4n1Q9Hh_R{C(Ju>iKvb;Pb-V6xpO)nnB"
    b"lOjFz+7?Rdm*}C;TM@Ju4@E6ho->;@Eg7<JW`6VE*~u;dj0DN5uKB2dEW%)#;|RR~z;Po#"
    b"@t|Y*S~ZMq3>sAeJ@y>KhG|kRf&{^l^Q7a+CcrUdu}fZ)ipje!>7%ubSPx9b)gelJvyn8l"
    b"6*Ue2LBTEOTWI8kE|mN?A|E`hLsVXZjry~=8a!@Aq3N5`m_%TE!ZqqxlmCHQHOQ~fDRV+H"
    b"+BTxGbNG9Gbp>!=zNH<*MR8Z8DGMYkB>%=fIYp0(g;^nbD*NN@%<kFGgO4BF+SE89$sfos"
    b"lRR4%$IY)>bjW~egmGPkEu!}zyGCdbo7%S*Q?zSRg&t2fWrt@*!=&eYk5<e6fyNe^J9J%_"
    b"+%W3s_8kR?Oxux}b?%3;A6TAK)uy7|!gTIr(q=nR)#LZhPm1@iPJW+#Nq=qsdAM<!e*3()"
    b"`!e_Rd)huayePf7<Uz8XC#h7RK$#1U$eE$~X+7GUfID{h89sGsp;TU&eNibb89LfkmV2xJ"
    b";u|v2e`N"
)

TOO_LARGE: Final = (
    b"c-rmSO=uHA6ae5iyJ@o8GzwL$e^d{a+Gw@)A}E^Hv`{eALlx|yHr-^&$ZoPtgT^1E;z19U"
    b"7L}en1Vj-0sbK4&5NQ#m2M=DP_9obaSVa%5RJ6pIO&Uut3i=Mp8+J1@Z{B`OW|vJC1^_l0"
    b"sWWyg%5@OM;zpfpTRdz4uxTrr3PZkZjYZ64p$#_IQ?RTwb2H%}!2qbhWJ}TVHGn?@imZ3u"
    b"S&Trt$P%SiDMnU`y^Hg>;q>I_TG5F*2a257DZLJs1eqk8(%ea}DF#*fHLNIvZQJB}IK>n3"
    b"UCD^yPg|zr`fQ%EpkTrjx0AN0N4c#hM14-2<q%V4XuwIzeunQ0^YZ|!)J}0kMSyu(E+-RI"
    b"nW4%pJE{c2Vz9Q6v1KC}$ZBw*Wbl2<_6KoggIAN$3HhM~y2K%#ARA9U><Wl8mFo#J8Q0CU"
    b"2$zAoSA^E^9y^+!oOKz1N*P;i^E7uRNYgYqz-?>sA~9gDi;C(J&1#;E8ilY=kM!suCz=&|"
    b"YQDF_YemB1TKaERv!NpgE3bZg{PFlB<JsA{naQD!?8#SmkKJz{`DHaY^1GQ!tH4*^wG+9y"
    b"iSzwWXLB<luNmndTj+k$!BU>RnZgYI)s3yc{rdEq6}$H}X&5||+_<io`%!4Il@DCTqQTRL"
    b"Mwbs@(XMGMxxN!i{?Lmgt5rC#`vs0$R)OPge2L@wGdONb0LP7u;kdVuZs2z~F582{UczCg"
    b"P*~*v4m*m%s?9j;bDSTc!#FI?W4ELYhaE;?-Ci8l#9?tRnR^z6^#uPZHiE<U5sSv&BbHcV"
    b"i6xd;V*dlSJ6Bu!Y2oNxE~Za@Y21SI3j7x5?a#pZb51t~vBVNfEV0BAODwU(5=$(x#1cy^"
    b"vBVPlC+si)xbrKWLm{XUJq;A*bCy(>ioNQ}HgFXdG}p@oziq7z!Pdr>P(zy&-CWEJE+75b"
    b"{sB$kMNt"
)
"""The same with 6048 × 8064 pixels."""


def photograph(
    width: int = 1200, height: int = 800, kind: str = "JPEG", *, turned: bool = False
) -> bytes:
    """Return an image that says where and with what it was taken."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif.get_ifd(0x8825)[29] = PLACE
    if turned:
        exif[0x0112] = 6
    more = {"comment": PLACE.encode()} if kind == "JPEG" else {}
    out = io.BytesIO()
    image.save(out, kind, exif=exif, xmp=PLACE.encode(), **more)
    return out.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(content)).size


def bomb(side: int = 30_000) -> bytes:
    """Return a small PNG that says it has a great many pixels, and has them."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    )


def blank_pdf(pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def iphone(packed: bytes = _HEIC) -> bytes:
    """Return a picture as an iPhone keeps it: 48 × 64, blue above red, its place."""
    return zlib.decompress(base64.b85decode(packed))


def film(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0isom" + bytes(64)
