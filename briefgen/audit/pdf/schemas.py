"""The properties that archives know without being told, and the kinds of their values.

Owns the tables of the XMP Specification of 2005 and of ISO 19005-2, 6.6. Must not know a
packet, nor judge.
"""

from __future__ import annotations

# Kinds: Text, Integer, Real, Boolean, Date, LangAlt and Struct, alone or in a seq, bag or alt.
# What is not of another kind is a text: names, addresses, choices, fractions.
_TABLES = {
    "http://purl.org/dc/elements/1.1/": """
        bag Text: contributor language publisher relation subject type
        Text: coverage format identifier source
        seq Text: creator
        seq Date: date
        LangAlt: description rights title
    """,
    "http://ns.adobe.com/xap/1.0/": """
        bag Text: Advisory Identifier
        Text: BaseURL CreatorTool Label Nickname
        Date: CreateDate MetadataDate ModifyDate
        Real: Rating
        alt Struct: Thumbnails
    """,
    "http://ns.adobe.com/xap/1.0/rights/": """
        Text: Certificate WebStatement
        Boolean: Marked
        bag Text: Owner
        LangAlt: UsageTerms
    """,
    "http://ns.adobe.com/xap/1.0/mm/": """
        Struct: DerivedFrom ManagedFrom RenditionOf
        Text: DocumentID InstanceID Manager ManageTo ManageUI ManagerVariant RenditionClass
        Text: RenditionParams VersionID LastURL
        seq Struct: History Versions
        Integer: SaveID
    """,
    "http://ns.adobe.com/xap/1.0/bj/": "bag Struct: JobRef",
    "http://ns.adobe.com/xap/1.0/t/pg/": """
        Struct: MaxPageSize
        Integer: NPages
        bag Struct: Fonts
        seq Struct: Colorants
        seq Text: PlateNames
    """,
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": """
        Struct: projectRef videoFrameSize videoAlphaPremultipleColor startTimecode altTimecode
        Struct: duration introTime outCue relativeTimestamp timeScaleParams resampleParams
        Struct: beatSpliceParams
        Text: videoFrameRate videoPixelAspectRatio videoPixelDepth videoColorSpace videoAlphaMode
        Text: videoCompressor videoFieldOrder pullDown audioSampleType audioChannelType
        Text: audioCompressor speakerPlacement fileDataRate tapeName altTapeName scene shotName
        Text: shotLocation logComment absPeakAudioFilePath relativePeakAudioFilePath artist album
        Text: genre copyright composer engineer instrument key stretchMode timeSignature scaleType
        Boolean: videoAlphaUnityIsTransparent loop
        Integer: audioSampleRate trackNumber
        Real: tempo numberOfBeats
        Date: shotDate videoModDate audioModDate metadataModDate releaseDate
        seq Struct: markers
        bag Struct: contributedMedia
    """,
    "http://ns.adobe.com/pdf/1.3/": "Text: Keywords PDFVersion Producer",
    "http://ns.adobe.com/photoshop/1.0/": """
        Text: AuthorsPosition CaptionWriter Category City Country Credit Headline Instructions
        Text: Source State TransmissionReference
        Date: DateCreated
        bag Text: SupplementalCategories
        Integer: Urgency
    """,
    "http://ns.adobe.com/camera-raw-settings/1.0/": """
        Boolean: AutoBrightness AutoContrast AutoExposure AutoShadows HasCrop HasSettings
        Integer: BlueHue BlueSaturation Brightness ChromaticAberrationB ChromaticAberrationR
        Integer: ColorNoiseReduction Contrast CropUnits GreenHue GreenSaturation
        Integer: LuminanceSmoothing RedHue RedSaturation Saturation Shadows ShadowTint Sharpness
        Integer: Temperature Tint VignetteAmount VignetteMidpoint
        Real: CropTop CropLeft CropBottom CropRight CropAngle CropWidth CropHeight Exposure
        Text: CameraProfile RawFileName ToneCurveName Version WhiteBalance
        seq Text: ToneCurve
    """,
    "http://ns.adobe.com/tiff/1.0/": """
        Integer: ImageWidth ImageLength Compression PhotometricInterpretation Orientation
        Integer: SamplesPerPixel PlanarConfiguration YCbCrPositioning ResolutionUnit
        seq Integer: BitsPerSample YCbCrSubSampling TransferFunction
        Text: XResolution YResolution Make Model Software Artist
        seq Text: WhitePoint PrimaryChromaticities YCbCrCoefficients ReferenceBlackWhite
        Date: DateTime
        LangAlt: ImageDescription Copyright
    """,
    "http://ns.adobe.com/exif/1.0/": """
        Text: ExifVersion FlashpixVersion CompressedBitsPerPixel RelatedSoundFile ExposureTime
        Text: FNumber SpectralSensitivity ShutterSpeedValue ApertureValue BrightnessValue
        Text: ExposureBiasValue MaxApertureValue SubjectDistance FocalLength FlashEnergy
        Text: FocalPlaneXResolution FocalPlaneYResolution ExposureIndex DigitalZoomRatio
        Text: ImageUniqueID GPSVersionID GPSLatitude GPSLongitude GPSAltitude GPSSatellites
        Text: GPSStatus GPSMeasureMode GPSDOP GPSSpeedRef GPSSpeed GPSTrackRef GPSTrack
        Text: GPSImgDirectionRef GPSImgDirection GPSMapDatum GPSDestLatitude GPSDestLongitude
        Text: GPSDestBearingRef GPSDestBearing GPSDestDistanceRef GPSDestDistance
        Text: GPSProcessingMethod GPSAreaInformation
        Integer: ColorSpace PixelXDimension PixelYDimension ExposureProgram MeteringMode
        Integer: LightSource FocalPlaneResolutionUnit SensingMethod FileSource SceneType
        Integer: CustomRendered ExposureMode WhiteBalance FocalLengthIn35mmFilm SceneCaptureType
        Integer: GainControl Contrast Saturation Sharpness SubjectDistanceRange GPSAltitudeRef
        Integer: GPSDifferential
        seq Integer: ComponentsConfiguration ISOSpeedRatings SubjectArea SubjectLocation
        LangAlt: UserComment
        Date: DateTimeOriginal DateTimeDigitized GPSTimeStamp
        Struct: OECF Flash SpatialFrequencyResponse CFAPattern DeviceSettingDescription
    """,
    "http://ns.adobe.com/exif/1.0/aux/": "Text: Lens SerialNumber",
    "http://www.aiim.org/pdfa/ns/id/": """
        Integer: part
        Text: conformance amd corr
    """,
    "http://www.aiim.org/pdfa/ns/extension/": "bag Struct: schemas",
}

_SIMPLE_NAMES = (
    "text uri url propername agentname mimetype locale rational guid xpath renditionclass"
    " gpscoordinate any"
)
_SIMPLE = frozenset(_SIMPLE_NAMES.split())
_STRUCTS_NAMES = (
    "dimensions thumbnail resourceevent resourceref version job colorant font oecf/sfr"
    " cfapattern devicesettings flash marker media projectlink time timecode timescalestretch"
    " beatsplicestretch resamplestretch"
)
_STRUCTS = frozenset(_STRUCTS_NAMES.split())
_PLAIN = {"integer": "Integer", "real": "Real", "boolean": "Boolean", "date": "Date"}
_LISTS = ("seq", "bag", "alt")


def _read() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for space, table in _TABLES.items():
        known = found[space] = {}
        for line in table.strip().splitlines():
            kind, _, names = line.partition(":")
            known.update(dict.fromkeys(names.split(), kind.strip()))
    return found


KNOWN = _read()


def kind_of(declared: str) -> str | None:
    """Give the kind of a value type that an extension schema names; None for one unknown."""
    words = declared.strip().casefold().split()
    if words == ["lang", "alt"]:
        return "LangAlt"
    if words and words[0] in _LISTS:
        inner = kind_of(" ".join(words[1:])) if len(words) > 1 else "Text"
        return f"{words[0]} {inner}" if inner else None
    if "choice" in words[:2]:
        rest = [word for word in words[words.index("choice") + 1 :] if word != "of"]
        return kind_of(" ".join(rest)) if rest else "Text"
    name = " ".join(words)
    if name in _SIMPLE:
        return "Text"
    if name in _STRUCTS:
        return "Struct"
    return _PLAIN.get(name)
